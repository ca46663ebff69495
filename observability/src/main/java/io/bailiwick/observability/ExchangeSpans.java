package io.bailiwick.observability;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.routing.Candidate;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An exchange that has ended as its spans: the request, the call of a model below it, and below that each attempt. */
final class ExchangeSpans {

    private final Once<Resource> resource;
    private final RandomGenerator random;

    ExchangeSpans(Once<Resource> resource, RandomGenerator random) {
        this.resource = resource;
        this.random = random;
    }

    /** How many spans it has. */
    static int count(ExchangeRecord record) {
        return record.attempts().isEmpty() ? 1 : 2 + record.attempts().size();
    }

    List<SpanData> of(ExchangeRecord record) {
        List<SpanData> spans = new ArrayList<>(count(record));
        SpanContext server = context(record, record.spanId());
        spans.add(server(record, server));
        if (!record.attempts().isEmpty()) {
            SpanContext call = context(record, HexFormat.of().toHexDigits(random.nextLong() | 1));
            spans.add(call(record, server, call));
            for (int i = 0; i < record.attempts().size(); i++) {
                spans.add(attempt(record, i, call));
            }
        }
        return spans;
    }

    private SpanData server(ExchangeRecord record, SpanContext context) {
        SpanFacts facts = new SpanFacts(Fact.Place.SERVER);
        ExchangeFacts.tell(record, facts);
        String parent = record.parentSpanId();
        return new FinishedSpan(
                serverName(record),
                SpanKind.SERVER,
                context,
                parent == null
                        ? SpanContext.getInvalid()
                        : SpanContext.createFromRemoteParent(
                                record.stamp().traceId(), parent, flags(record), TraceState.getDefault()),
                failed(record) ? StatusData.error() : StatusData.unset(),
                startNanos(record),
                startNanos(record) + record.durationNanos(),
                facts.gathered(),
                resource.get());
    }

    private static String serverName(ExchangeRecord record) {
        String method = GenAiNames.method(record.method());
        String shown = method.equals("_OTHER") ? "HTTP" : method;
        return record.path().equals(Stamp.UNKNOWN) ? shown : shown + " " + record.path();
    }

    /** A request that was the client's own fault is no failure of this server. */
    static boolean failed(ExchangeRecord record) {
        Outcome outcome = record.outcome();
        return record.status() >= 500
                || outcome == Outcome.UPSTREAM_ERROR
                || outcome == Outcome.GATEWAY_ERROR
                || outcome == Outcome.TIMEOUT
                || ExchangeFacts.violation(record);
    }

    private SpanData call(ExchangeRecord record, SpanContext server, SpanContext context) {
        SpanFacts facts = new SpanFacts(Fact.Place.CALL);
        ExchangeFacts.tell(record, facts);
        AttemptFacts.callee(calledLast(record), facts);
        return new FinishedSpan(
                callName(GenAiNames.operation(record.path()), record.model()),
                SpanKind.CLIENT,
                context,
                server,
                ExchangeFacts.errorType(record) == null ? StatusData.unset() : StatusData.error(),
                startNanos(record) + record.attempts().get(0).startedNanos(),
                startNanos(record) + record.durationNanos(),
                facts.gathered(),
                resource.get());
    }

    /** The endpoint that the stamp names, which was sent to; where none was, the last that was tried. */
    private static Candidate calledLast(ExchangeRecord record) {
        List<AttemptRecord> attempts = record.attempts();
        for (int at = attempts.size() - 1; at > 0; at--) {
            Candidate tried = attempts.get(at).candidate();
            if (tried.endpoint().name().equals(record.stamp().endpoint())) {
                return tried;
            }
        }
        boolean sent = !record.stamp().endpoint().equals(Stamp.NONE);
        return attempts.get(sent ? 0 : attempts.size() - 1).candidate();
    }

    private static String callName(@Nullable String operation, @Nullable String model) {
        String shown = operation == null ? "call" : operation;
        return model == null ? shown : shown + " " + Bounded.foreign(model);
    }

    private SpanData attempt(ExchangeRecord record, int index, SpanContext call) {
        AttemptRecord attempt = record.attempts().get(index);
        SpanFacts facts = new SpanFacts(Fact.Place.ATTEMPT);
        AttemptFacts.tell(record, index, facts);
        long start = startNanos(record) + attempt.startedNanos();
        return new FinishedSpan(
                "POST",
                SpanKind.CLIENT,
                context(record, attempt.spanId()),
                call,
                AttemptFacts.errorType(attempt) == null ? StatusData.unset() : StatusData.error(),
                start,
                start + attempt.durationNanos(),
                facts.gathered(),
                resource.get());
    }

    private static SpanContext context(ExchangeRecord record, String spanId) {
        return SpanContext.create(record.stamp().traceId(), spanId, flags(record), TraceState.getDefault());
    }

    private static TraceFlags flags(ExchangeRecord record) {
        return record.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
    }

    private static long startNanos(ExchangeRecord record) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, record.at());
    }
}
