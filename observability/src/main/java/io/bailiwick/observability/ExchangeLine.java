package io.bailiwick.observability;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Usage;
import io.bailiwick.residency.Evidence;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One exchange as one line of JSON with fixed keys; never any text of prompt, completion, header or key. */
final class ExchangeLine {

    /** Of a word that the policy or this program wrote. */
    private static final int MOST_CHARS = 1024;

    /** Of a word that a client or an upstream wrote. */
    private static final int MOST_FOREIGN_CHARS = 128;

    private static final int MOST_ATTEMPTS = 16;
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The line, ended by a newline. */
    String of(ExchangeRecord record) {
        return of(record, null);
    }

    /** {@code drill} names the rehearsal that it was part of. */
    String of(ExchangeRecord record, @Nullable String drill) {
        JsonLine out = new JsonLine().open();
        trace(out, record);
        text(out, "bailiwick.drill.id", drill);
        http(out, record);
        model(out, record);
        residency(out, record);
        versions(out, record);
        attempts(out, record);
        who(out, record);
        usage(out, record.usage());
        size(out, record);
        return out.close().ended();
    }

    private static void trace(JsonLine out, ExchangeRecord record) {
        text(out, "timestamp", MILLIS.format(record.at()));
        text(out, "trace_id", record.stamp().traceId());
        text(out, "trace_flags", record.traceFlags());
        text(out, "span_id", record.spanId());
        text(out, "parent_span_id", record.parentSpanId());
    }

    private static void http(JsonLine out, ExchangeRecord record) {
        text(out, "http.request.method", GenAiNames.method(record.method()));
        text(out, "http.route", record.path());
        out.number("http.response.status_code", record.status());
        text(out, "error.type", errorType(record));
        text(out, "bailiwick.outcome", record.outcome().word());
    }

    /** A client that left is no error. */
    private static @Nullable String errorType(ExchangeRecord record) {
        if (record.refusal() != null) {
            return record.refusal().code().word();
        }
        boolean fine = record.outcome() == Outcome.OK || record.outcome() == Outcome.CANCELLED;
        return fine ? null : String.valueOf(record.status());
    }

    private static void model(JsonLine out, ExchangeRecord record) {
        String version = record.stamp().modelVersion();
        text(out, "gen_ai.operation.name", GenAiNames.operation(record.path()));
        text(out, "gen_ai.provider.name", record.provider() == null ? null : GenAiNames.provider(record.provider()));
        foreign(out, "gen_ai.request.model", record.model());
        foreign(out, "gen_ai.response.model", version.equals(Stamp.UNKNOWN) ? null : version);
        out.flag("gen_ai.request.stream", record.stream());
        text(out, "bailiwick.route.name", record.route());
    }

    private static void residency(JsonLine out, ExchangeRecord record) {
        Stamp stamp = record.stamp();
        text(out, "bailiwick.home.jurisdiction", stamp.jurisdiction());
        text(out, "bailiwick.inference.region", stamp.region());
        text(out, "bailiwick.inference.country", stamp.country());
        text(out, "bailiwick.region.evidence", stamp.evidence().word());
        out.flag("bailiwick.region.mismatch", record.mismatch());
        Refusal refusal = record.refusal();
        if (refusal != null && refusal.code().isDenial()) {
            text(out, "bailiwick.residency.decision", "denied");
            text(out, "bailiwick.residency.reason", refusal.code().word());
        } else {
            // whoever was turned away before his jurisdiction was known was neither allowed nor denied
            text(out, "bailiwick.residency.decision", record.withoutJurisdiction() ? Stamp.UNKNOWN : "allowed");
        }
        out.flag("bailiwick.residency.violation", stamp.evidence() == Evidence.CONTRADICTED);
        text(out, "bailiwick.policy.version", record.policyDigest());
        text(out, "bailiwick.gateway.region", record.gatewayRegion());
    }

    private static void versions(JsonLine out, ExchangeRecord record) {
        Stamp stamp = record.stamp();
        String fingerprint = record.fingerprint();
        foreign(out, "bailiwick.model.version", stamp.modelVersion());
        foreign(out, "bailiwick.model.fingerprint", fingerprint == null ? Stamp.UNKNOWN : fingerprint);
        if (record.promptName() != null) {
            foreign(out, "gen_ai.prompt.name", record.promptName());
            foreign(out, "gen_ai.prompt.version", stamp.promptVersion());
        }
        foreign(out, "bailiwick.prompt.version", stamp.promptVersion());
    }

    private static void attempts(JsonLine out, ExchangeRecord record) {
        text(out, "bailiwick.endpoint", record.stamp().endpoint());
        out.number("bailiwick.attempt.count", record.stamp().attempts());
        out.openArray("bailiwick.attempts");
        for (AttemptRecord attempt : record.attempts()
                .subList(0, Math.min(MOST_ATTEMPTS, record.attempts().size()))) {
            out.open();
            out.number("number", attempt.number());
            text(out, "endpoint", attempt.candidate().endpoint().name());
            text(out, "region", attempt.candidate().reach().shown());
            text(out, "result", attempt.result());
            if (attempt.status() != null) {
                out.number("status", attempt.status());
            }
            foreign(out, "request_id", attempt.requestId());
            millis(out, "duration_ms", attempt.durationNanos());
            out.close();
        }
        out.closeArray();
    }

    /** A gateway outside the boundary keeps nothing that tells users apart, nor does one that knows no boundary. */
    private static void who(JsonLine out, ExchangeRecord record) {
        Refusal refusal = record.refusal();
        boolean outside = refusal != null && refusal.code() == RefusalCode.RESIDENCY_GATEWAY_OUTSIDE;
        if (!outside && !record.withoutJurisdiction()) {
            text(out, "bailiwick.tenant.id", record.tenant());
            foreign(out, "gen_ai.conversation.id", record.session());
        }
    }

    private static void usage(JsonLine out, Usage usage) {
        count(out, "gen_ai.usage.input_tokens", usage.input());
        count(out, "gen_ai.usage.output_tokens", usage.output());
        count(out, "gen_ai.usage.cache_read.input_tokens", usage.cacheRead());
        count(out, "gen_ai.usage.cache_creation.input_tokens", usage.cacheWrite());
        count(out, "gen_ai.usage.reasoning.output_tokens", usage.reasoning());
    }

    private static void size(JsonLine out, ExchangeRecord record) {
        out.number("bailiwick.request.bytes", record.requestBytes());
        out.number("bailiwick.reply.bytes", record.replyBytes());
        millis(out, "duration_ms", record.durationNanos());
        millis(out, "ttft_ms", record.timeToFirstTokenNanos());
        millis(out, "upstream_ttft_ms", record.upstreamTimeToFirstTokenNanos());
        millis(out, "overhead_ms", record.overheadNanos());
    }

    private static void text(JsonLine out, String key, @Nullable String value) {
        if (value != null) {
            out.text(key, value, MOST_CHARS);
        }
    }

    private static void foreign(JsonLine out, String key, @Nullable String value) {
        if (value != null) {
            out.text(key, value, MOST_FOREIGN_CHARS);
        }
    }

    private static void count(JsonLine out, String key, @Nullable Long value) {
        if (value != null) {
            out.number(key, value);
        }
    }

    /** Negative is none. */
    private static void millis(JsonLine out, String key, long nanos) {
        if (nanos >= 0) {
            out.millis(key, nanos);
        }
    }
}
