package io.bailiwick.observability;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Stamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges that have ended as their spans: the request, the call of a model below it, and below that each attempt. They are
 * written as one request to a collector; a span has neither events, nor links, nor any text of an exception.
 *
 * <p>Source: opentelemetry-proto 1.9.0, trace_service.proto and trace.proto.
 */
final class ExchangeSpans {

    private static final int RESOURCE_SPANS = 1;
    private static final int RESOURCE = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SCOPE = 1;
    private static final int SCOPE_NAME = 1;
    private static final int SPAN = 2;
    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int PARENT_SPAN_ID = 4;
    private static final int NAME = 5;
    private static final int KIND = 6;
    private static final int START = 7;
    private static final int END = 8;
    private static final int ATTRIBUTE = 9;
    private static final int STATUS = 15;
    private static final int STATUS_CODE = 3;
    private static final int FLAGS = 16;

    private static final int KIND_SERVER = 2;
    private static final int KIND_CLIENT = 3;
    private static final int STATUS_ERROR = 2;
    private static final int SAMPLED = 1;
    private static final int PARENT_KNOWN_LOCAL = 0x100;
    private static final int PARENT_REMOTE = 0x300;

    private final Once<byte[]> resource;
    private final RandomGenerator random;
    private final ProtoBytes out = new ProtoBytes();
    private final SpanFacts server = new SpanFacts(Fact.Place.SERVER, ATTRIBUTE, out);
    private final SpanFacts call = new SpanFacts(Fact.Place.CALL, ATTRIBUTE, out);
    private final SpanFacts attempt = new SpanFacts(Fact.Place.ATTEMPT, ATTRIBUTE, out);

    /** {@code resource} is what {@link ServiceResource} writes. */
    ExchangeSpans(Once<byte[]> resource, RandomGenerator random) {
        this.resource = resource;
        this.random = random;
    }

    /** How many spans it has. */
    static int count(ExchangeRecord record) {
        return record.attempts().isEmpty() ? 1 : 2 + record.attempts().size();
    }

    /** A request that exports their spans, and nothing else. */
    byte[] of(List<ExchangeRecord> records) {
        out.taken(); // what broke off is forgotten
        int resourceSpans = out.open(RESOURCE_SPANS);
        int of = out.open(RESOURCE);
        out.written(resource.get()).close(of);
        int scopeSpans = out.open(SCOPE_SPANS);
        int scope = out.open(SCOPE);
        out.text(SCOPE_NAME, "io.bailiwick").close(scope);
        for (ExchangeRecord record : records) {
            spans(record);
        }
        out.close(scopeSpans).close(resourceSpans);
        return out.taken();
    }

    private void spans(ExchangeRecord record) {
        server(record);
        if (!record.attempts().isEmpty()) {
            String call = HexFormat.of().toHexDigits(random.nextLong() | 1);
            call(record, call);
            for (int i = 0; i < record.attempts().size(); i++) {
                attempt(record, i, call);
            }
        }
    }

    private void server(ExchangeRecord record) {
        String parent = record.parentSpanId();
        int span = begin(record, record.spanId(), parent, serverName(record), KIND_SERVER);
        times(startNanos(record), startNanos(record) + record.durationNanos());
        ExchangeFacts.tell(record, server);
        end(span, record, failed(record), parent == null ? PARENT_KNOWN_LOCAL : PARENT_REMOTE);
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

    private void call(ExchangeRecord record, String spanId) {
        String name = callName(GenAiNames.operation(record.path()), record.model());
        int span = begin(record, spanId, record.spanId(), name, KIND_CLIENT);
        times(
                startNanos(record) + record.attempts().get(0).startedNanos(),
                startNanos(record) + record.durationNanos());
        ExchangeFacts.tell(record, call);
        AttemptRecord last = record.attempts().get(record.attempts().size() - 1);
        AttemptFacts.callee(last.candidate(), call);
        end(span, record, ExchangeFacts.errorType(record) != null, PARENT_KNOWN_LOCAL);
    }

    private static String callName(@Nullable String operation, @Nullable String model) {
        String shown = operation == null ? "call" : operation;
        return model == null ? shown : shown + " " + Bounded.foreign(model);
    }

    private void attempt(ExchangeRecord record, int index, String callId) {
        AttemptRecord tried = record.attempts().get(index);
        int span = begin(record, tried.spanId(), callId, "POST", KIND_CLIENT);
        long start = startNanos(record) + tried.startedNanos();
        times(start, start + tried.durationNanos());
        AttemptFacts.tell(record, index, attempt);
        end(span, record, AttemptFacts.errorType(tried) != null, PARENT_KNOWN_LOCAL);
    }

    private int begin(ExchangeRecord record, String spanId, @Nullable String parentId, String name, int kind) {
        int span = out.open(SPAN);
        out.id(TRACE_ID, record.stamp().traceId()).id(SPAN_ID, spanId);
        if (parentId != null) {
            out.id(PARENT_SPAN_ID, parentId);
        }
        out.text(NAME, name).number(KIND, kind);
        return span;
    }

    private void times(long startNanos, long endNanos) {
        out.fixed64(START, startNanos).fixed64(END, endNanos);
    }

    private void end(int span, ExchangeRecord record, boolean error, int parentFlags) {
        if (error) {
            int status = out.open(STATUS);
            out.number(STATUS_CODE, STATUS_ERROR).close(status);
        }
        out.fixed32(FLAGS, parentFlags | (record.sampled() ? SAMPLED : 0)).close(span);
    }

    private static long startNanos(ExchangeRecord record) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, record.at());
    }
}
