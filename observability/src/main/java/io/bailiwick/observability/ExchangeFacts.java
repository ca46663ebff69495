package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Usage;
import io.bailiwick.residency.Evidence;
import org.jspecify.annotations.Nullable;

/** Tells one exchange, fact by fact; never any text of prompt, completion, header or key. */
final class ExchangeFacts {

    private final ExchangeRecord record;
    private final Facts out;

    private ExchangeFacts(ExchangeRecord record, Facts out) {
        this.record = record;
        this.out = out;
    }

    static void tell(ExchangeRecord record, Facts out) {
        ExchangeFacts facts = new ExchangeFacts(record, out);
        facts.trace();
        facts.http();
        facts.model();
        facts.residency();
        facts.versions();
        facts.attempts();
        facts.who();
        facts.usage(record.usage());
        facts.size();
    }

    private void trace() {
        out.instant(Fact.TIMESTAMP, record.at());
        out.id(Fact.TRACE_ID, record.stamp().traceId());
        text(Fact.TRACE_FLAGS, record.traceFlags());
        out.id(Fact.SPAN_ID, record.spanId());
        if (record.parentSpanId() != null) {
            out.id(Fact.PARENT_SPAN_ID, record.parentSpanId());
        }
    }

    private void http() {
        text(Fact.METHOD, GenAiNames.method(record.method()));
        text(Fact.ROUTE, record.path());
        text(Fact.URL_PATH, record.path().equals(Stamp.UNKNOWN) ? null : record.path());
        text(Fact.URL_SCHEME, record.encrypted() ? "https" : "http");
        out.number(Fact.STATUS, record.status());
        text(Fact.ERROR_TYPE, errorType(record));
        text(Fact.OUTCOME, record.outcome().word());
    }

    /** A client that left is no error. */
    static @Nullable String errorType(ExchangeRecord record) {
        if (record.refusal() != null) {
            return record.refusal().code().word();
        }
        boolean fine = record.outcome() == Outcome.OK || record.outcome() == Outcome.CANCELLED;
        return fine ? null : String.valueOf(record.status());
    }

    private void model() {
        String version = record.stamp().modelVersion();
        text(Fact.OPERATION, GenAiNames.operation(record.path()));
        text(Fact.PROVIDER, record.provider() == null ? null : GenAiNames.provider(record.provider()));
        foreign(Fact.REQUEST_MODEL, record.model());
        foreign(Fact.RESPONSE_MODEL, version.equals(Stamp.UNKNOWN) ? null : version);
        foreign(Fact.RESPONSE_ID, record.responseId());
        out.flag(Fact.STREAM, record.stream());
        time(Fact.FIRST_CHUNK, record.upstreamTimeToFirstTokenNanos());
        text(Fact.ROUTE_NAME, record.route());
    }

    private void residency() {
        Stamp stamp = record.stamp();
        text(Fact.HOME_JURISDICTION, stamp.jurisdiction());
        text(Fact.INFERENCE_REGION, stamp.region());
        text(Fact.INFERENCE_COUNTRY, stamp.country());
        text(Fact.EVIDENCE, stamp.evidence().word());
        out.flag(Fact.MISMATCH, record.mismatch());
        Refusal refusal = record.refusal();
        if (refusal != null && refusal.code().isDenial()) {
            text(Fact.DECISION, "denied");
            text(Fact.REASON, refusal.code().word());
        } else {
            // whoever was turned away before his jurisdiction was known was neither allowed nor denied
            text(Fact.DECISION, record.withoutJurisdiction() ? Stamp.UNKNOWN : "allowed");
        }
        out.flag(Fact.VIOLATION, violation(record));
        text(Fact.POLICY_VERSION, record.policyDigest());
        text(Fact.GATEWAY_REGION, record.gatewayRegion());
    }

    static boolean violation(ExchangeRecord record) {
        return record.stamp().evidence() == Evidence.CONTRADICTED;
    }

    private void versions() {
        Stamp stamp = record.stamp();
        String fingerprint = record.fingerprint();
        foreign(Fact.MODEL_VERSION, stamp.modelVersion());
        foreign(Fact.MODEL_FINGERPRINT, fingerprint == null ? Stamp.UNKNOWN : fingerprint);
        if (record.promptName() != null) {
            foreign(Fact.PROMPT_NAME, record.promptName());
            foreign(Fact.PROMPT_VERSION, stamp.promptVersion());
        }
        foreign(Fact.PROMPT, stamp.promptVersion());
        text(Fact.PARSER_VERSION, Stamp.UNKNOWN);
        text(Fact.TOOLS_VERSION, Stamp.UNKNOWN);
        text(Fact.RELEASE, Stamp.UNKNOWN);
    }

    private void attempts() {
        text(Fact.ENDPOINT, record.stamp().endpoint());
        out.number(Fact.ATTEMPT_COUNT, record.stamp().attempts());
    }

    /** A gateway outside the boundary keeps nothing that tells users apart, nor does one that knows no boundary. */
    private void who() {
        Refusal refusal = record.refusal();
        boolean outside = refusal != null && refusal.code() == RefusalCode.RESIDENCY_GATEWAY_OUTSIDE;
        if (!outside && !record.withoutJurisdiction()) {
            text(Fact.TENANT, record.tenant());
            foreign(Fact.CONVERSATION, record.session());
        }
    }

    private void usage(Usage usage) {
        count(Fact.INPUT_TOKENS, usage.input());
        count(Fact.OUTPUT_TOKENS, usage.output());
        count(Fact.CACHE_READ, usage.cacheRead());
        count(Fact.CACHE_CREATION, usage.cacheWrite());
        count(Fact.REASONING, usage.reasoning());
    }

    private void size() {
        out.number(Fact.REQUEST_BYTES, record.requestBytes());
        out.number(Fact.REPLY_BYTES, record.replyBytes());
        time(Fact.DURATION, record.durationNanos());
        time(Fact.TTFT, record.timeToFirstTokenNanos());
        time(Fact.UPSTREAM_TTFT, record.upstreamTimeToFirstTokenNanos());
        time(Fact.WAITED, record.waitedNanos() == 0 ? -1 : record.waitedNanos());
        time(Fact.OVERHEAD, record.overheadNanos());
    }

    private void text(Fact fact, @Nullable String value) {
        if (value != null) {
            out.text(fact, value);
        }
    }

    private void foreign(Fact fact, @Nullable String value) {
        if (value != null) {
            out.foreign(fact, value);
        }
    }

    private void count(Fact fact, @Nullable Long value) {
        if (value != null) {
            out.number(fact, value);
        }
    }

    /** Negative is none. */
    private void time(Fact fact, long nanos) {
        if (nanos >= 0) {
            out.time(fact, nanos);
        }
    }
}
