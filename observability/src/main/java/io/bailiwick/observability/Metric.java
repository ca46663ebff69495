package io.bailiwick.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The catalogue: every metric that this gateway exports; meters are made from it and from nothing else, and the page
 * docs/metrics.md, the alerts and the dashboards are checked against it.
 */
public enum Metric {
    REQUESTS(
            Type.COUNTER,
            "bailiwick.requests",
            "Exchanges that ended, by where they were processed and how they ended.",
            "jurisdiction",
            "region",
            "country",
            "provider",
            "model",
            "outcome"),
    REQUEST_DURATION(
            Type.TIMER,
            "bailiwick.request.duration",
            "From accepting a request to the end of its reply.",
            "region",
            "model",
            "stream",
            "outcome_class"),
    TIME_TO_FIRST_TOKEN(
            Type.TIMER,
            "bailiwick.time.to.first.token",
            "From accepting a request to the first content of its stream.",
            "region",
            "model"),
    UPSTREAM_TIME_TO_FIRST_TOKEN(
            Type.TIMER,
            "bailiwick.upstream.time.to.first.token",
            "From sending a request upstream to the first content of its stream.",
            "region",
            "model"),
    TIME_PER_OUTPUT_TOKEN(
            Type.TIMER,
            "bailiwick.time.per.output.token",
            "Mean time between the tokens of a stream after the first.",
            "region",
            "model"),
    GATEWAY_OVERHEAD(
            Type.TIMER,
            "bailiwick.gateway.overhead",
            "From accepting a request to handing the first attempt to the wire."),
    UPSTREAM_ATTEMPTS(
            Type.COUNTER,
            "bailiwick.upstream.attempts",
            "Attempts at an endpoint, by how they ended.",
            "region",
            "provider",
            "model",
            "result"),
    FAILOVER(
            Type.COUNTER,
            "bailiwick.failover",
            "Moves from one endpoint to the next, always inside one pool.",
            "from_region",
            "to_region",
            "reason",
            "result"),
    CROSS_REGION_REQUESTS(
            Type.COUNTER,
            "bailiwick.cross.region.requests",
            "Exchanges that were sent to a region that is not, or may not be, the one that this gateway runs in.",
            "gateway_region",
            "region"),
    RESIDENCY_DENIALS(
            Type.COUNTER,
            "bailiwick.residency.denials",
            "Requests refused by residency rules, by the refusal's code.",
            "jurisdiction",
            "reason"),
    RESIDENCY_VIOLATIONS(
            Type.COUNTER,
            "bailiwick.residency.violations",
            "Replies that show processing outside the boundary; each was withheld or cut.",
            "jurisdiction",
            "region"),
    LAST_VIOLATION(
            Type.GAUGE,
            "bailiwick.residency.last.violation.timestamp.seconds",
            "Unix time of the last violation; 0 for none since the start.",
            "jurisdiction"),
    REGION_UNVERIFIED(
            Type.COUNTER,
            "bailiwick.region.unverified",
            "Exchanges that were sent somewhere and whose region nothing confirms, or whose reply names another.",
            "region",
            "provider",
            "why"),
    JURISDICTION_SERVED(
            Type.GAUGE,
            "bailiwick.jurisdiction.served",
            "1 where this process runs inside the jurisdiction's boundary, 0 where it refuses that jurisdiction's requests.",
            "jurisdiction",
            "gateway_region"),
    TOKENS(
            Type.COUNTER,
            "bailiwick.tokens",
            "Tokens as the upstream counts them; cache reads and writes are part of the input.",
            "region",
            "model",
            "type"),
    USAGE_UNKNOWN(
            Type.COUNTER,
            "bailiwick.usage.unknown",
            "Answered exchanges whose upstream did not count tokens.",
            "region",
            "model"),
    CACHE_INPUT_TOKENS(
            Type.COUNTER,
            "bailiwick.cache.input.tokens",
            "Input tokens of exchanges whose upstream says how many of them it read from its cache.",
            "region",
            "model",
            "model_version",
            "prompt_name",
            "prompt_version"),
    CACHE_READ_TOKENS(
            Type.COUNTER,
            "bailiwick.cache.read.tokens",
            "Of those input tokens, the ones that the upstream read from its cache.",
            "region",
            "model",
            "model_version",
            "prompt_name",
            "prompt_version"),
    VERSION_REQUESTS(
            Type.COUNTER,
            "bailiwick.version.requests",
            "Exchanges that were sent somewhere, by the versions that were at work; gone after a day without any.",
            "region",
            "model",
            "model_version",
            "prompt_name",
            "prompt_version",
            "parser_version",
            "tools_version"),
    VERSION_UNEXPECTED(
            Type.COUNTER,
            "bailiwick.version.unexpected",
            "Exchanges whose model or prompt version is not among those that the policy expects.",
            "region",
            "model",
            "what"),
    MODEL_VERSION_EXPECTED(
            Type.GAUGE,
            "bailiwick.model.version.expected",
            "1 for each model version that the policy expects.",
            "model",
            "model_version"),
    PROMPT_VERSION_EXPECTED(
            Type.GAUGE,
            "bailiwick.prompt.version.expected",
            "1 for each prompt version that the policy expects.",
            "prompt_name",
            "prompt_version"),
    MODEL_VERSION_SKEW(
            Type.GAUGE,
            "bailiwick.model.version.skew",
            "Model versions that answered in the last ten minutes, in any region, beyond the first.",
            "model"),
    PROMPT_VERSION_SKEW(
            Type.GAUGE,
            "bailiwick.prompt.version.skew",
            "Expected versions of a prompt that ran in the last ten minutes, in any region, beyond the first.",
            "prompt_name"),
    UPSTREAM_UP(
            Type.GAUGE,
            "bailiwick.upstream.up",
            "1 while an endpoint takes attempts; 0 from its rest until it serves again or the time that it asked for is over.",
            "region",
            "provider",
            "upstream"),
    UPSTREAM_RESTS(
            Type.COUNTER,
            "bailiwick.upstream.rests",
            "Rests of an endpoint, by what sent it there.",
            "region",
            "provider",
            "upstream",
            "why"),
    UPSTREAM_QUARANTINED(
            Type.GAUGE,
            "bailiwick.upstream.quarantined",
            "1 while evidence against an endpoint keeps a jurisdiction's requests from it, until an operator lifts that.",
            "jurisdiction",
            "region",
            "upstream"),
    CREDENTIAL_REQUESTS(
            Type.COUNTER,
            "bailiwick.credential.requests",
            "Times that a token was asked for which an endpoint is shown, by whether one was given.",
            "upstream",
            "result"),
    CREDENTIAL_EXPIRY(
            Type.GAUGE,
            "bailiwick.credential.expiry.timestamp.seconds",
            "Unix time at which an endpoint's token ends; 0 where it has none and takes no attempt.",
            "upstream"),
    CANDIDATES(
            Type.GAUGE,
            "bailiwick.candidates",
            "Candidates in the pool of a jurisdiction and a model.",
            "jurisdiction",
            "model"),
    CANDIDATES_UP(
            Type.GAUGE,
            "bailiwick.candidates.up",
            "Of those, the ones that neither rest, nor failed too often and have not served since, nor are quarantined for the jurisdiction.",
            "jurisdiction",
            "model"),
    STREAMS_ACTIVE(Type.GAUGE, "bailiwick.streams.active", "Streams on their way to clients.", "region"),
    AUDIT_RECORDS(
            Type.COUNTER,
            "bailiwick.audit.records",
            "Records of evidence that were to be kept; without a ledger none is written.",
            "jurisdiction",
            "result"),
    LOG_LINES_DROPPED(
            Type.COUNTER,
            "bailiwick.log.lines.dropped",
            "Exchange lines that were not written.",
            "jurisdiction",
            "reason"),
    LABEL_OVERFLOW(
            Type.COUNTER,
            "bailiwick.label.overflow",
            "Label values that were replaced by _other because nobody listed them.",
            "metric",
            "label"),
    RATE_LIMITED(
            Type.COUNTER,
            "bailiwick.rate.limited",
            "Requests refused because their tenant had used up its allowance, by what of it ran out.",
            "jurisdiction",
            "reason"),
    ALLOWANCE_SETTLED(
            Type.COUNTER,
            "bailiwick.allowance.settled",
            "Exchanges that were settled with their tenant's allowance, by how their tokens were known.",
            "jurisdiction",
            "by"),
    WAITING(
            Type.GAUGE,
            "bailiwick.waiting",
            "Requests that wait for an endpoint, inside their jurisdiction.",
            "jurisdiction"),
    WAITS(
            Type.COUNTER,
            "bailiwick.waits",
            "Requests that waited for an endpoint, or would have, by how that ended.",
            "jurisdiction",
            "outcome"),
    CONFIG_INFO(
            Type.INFO,
            "bailiwick.config.info",
            "The policy in force, and the catalogue that it was proven with.",
            "catalogue_digest",
            "policy_digest"),
    CONFIG_RELOADS_REFUSED(Type.COUNTER, "bailiwick.config.reloads.refused", "Changed policies that were refused."),
    CONFIG_AWAITS_RESTART(
            Type.GAUGE,
            "bailiwick.config.awaits.restart",
            "1 while the policy in force says something of gateway that comes with a restart only."),
    CONFIG_LAST_RELOAD_OK(
            Type.GAUGE, "bailiwick.config.last.reload.ok", "1 if the newest policy is in force, 0 if it was refused."),
    BUILD_INFO(Type.INFO, "bailiwick.build.info", "This build.", "version", "revision"),
    PROCESS_START_TIME(Type.GAUGE, "bailiwick.process.start.time.seconds", "Unix time at which this process began."),
    PROCESS_CPU(Type.COUNTER, "bailiwick.process.cpu.seconds", "Processor time that this process used."),
    PROCESS_RESIDENT_MEMORY(
            Type.GAUGE,
            "bailiwick.process.resident.memory.bytes",
            "Memory that this process holds; absent where the system does not say."),
    PROCESS_HEAP_USED(Type.GAUGE, "bailiwick.process.heap.used.bytes", "Heap in use, garbage included."),
    PROCESS_GC(
            Type.COUNTER,
            "bailiwick.process.gc.seconds",
            "Time that the virtual machine's collectors report, pauses and concurrent work alike."),
    EVENT_LOOP_LAG(
            Type.TIMER,
            "bailiwick.event.loop.lag",
            "How late an event loop ran what was due: every request on it waited as long."),
    GEN_AI_REQUEST_DURATION(
            Type.TIMER,
            "gen.ai.server.request.duration",
            "From accepting a request to the end of its reply, in the words of the GenAI conventions 1.41.",
            "gen_ai_operation_name",
            "gen_ai_provider_name",
            "gen_ai_request_model",
            "error_type",
            "region",
            "jurisdiction"),
    GEN_AI_TIME_TO_FIRST_TOKEN(
            Type.TIMER,
            "gen.ai.server.time.to.first.token",
            "From accepting a request to the first content of its stream, in the words of the GenAI conventions 1.41.",
            "gen_ai_operation_name",
            "gen_ai_provider_name",
            "gen_ai_request_model",
            "region",
            "jurisdiction"),
    GEN_AI_TIME_PER_OUTPUT_TOKEN(
            Type.TIMER,
            "gen.ai.server.time.per.output.token",
            "Mean time between the tokens of a stream after the first, in the words of the GenAI conventions 1.41.",
            "gen_ai_operation_name",
            "gen_ai_provider_name",
            "gen_ai_request_model",
            "region",
            "jurisdiction"),
    GEN_AI_TOKEN_USAGE(
            Type.SUMMARY,
            "gen.ai.client.token.usage",
            "Tokens of one exchange as the upstream counts them, in the words of the GenAI conventions 1.41.",
            "gen_ai_operation_name",
            "gen_ai_provider_name",
            "gen_ai_request_model",
            "gen_ai_token_type",
            "region",
            "jurisdiction"),
    SPANS_DROPPED(
            Type.COUNTER,
            "bailiwick.telemetry.spans.dropped",
            "Spans that no collector acknowledged.",
            "jurisdiction",
            "reason"),
    SPAN_QUEUE_SIZE(
            Type.GAUGE, "bailiwick.telemetry.queue.size", "Spans that wait for their collector.", "jurisdiction"),
    SPAN_QUEUE_CAPACITY(
            Type.GAUGE, "bailiwick.telemetry.queue.capacity", "Spans that may wait for it.", "jurisdiction");

    /** What a meter does with what it is told; an info is a gauge that is always 1, a summary a histogram of counts. */
    public enum Type {
        COUNTER,
        TIMER,
        SUMMARY,
        GAUGE,
        INFO;

        /** Whether it is scraped as a histogram. */
        public boolean hasBuckets() {
            return this == TIMER || this == SUMMARY;
        }
    }

    private final Type type;
    private final String meterName;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // List.of never changes
    private final List<String> labels;

    Metric(Type type, String meterName, String help, String... labels) {
        this.type = type;
        this.meterName = meterName;
        this.help = help;
        this.labels = List.of(labels);
    }

    public Type type() {
        return type;
    }

    /** With dots, as meters are named. */
    public String meterName() {
        return meterName;
    }

    public String help() {
        return help;
    }

    /** The labels of every series, in the order in which values are given; a bucket has {@code le} as well. */
    public List<String> labels() {
        return labels;
    }

    /** As the family is scraped: with underscores and the suffix of its type. */
    public String exportedName() {
        return type == Type.COUNTER ? familyName() + "_total" : familyName();
    }

    /** As OpenMetrics calls the family, whose counters have a suffix that it has not. */
    String familyName() {
        return meterName.replace('.', '_') + (type == Type.TIMER ? "_seconds" : "");
    }

    /** As its samples are queried. */
    public List<String> sampleNames() {
        return type.hasBuckets()
                ? List.of(exportedName() + "_bucket", exportedName() + "_sum", exportedName() + "_count")
                : List.of(exportedName());
    }

    /** The labels of the samples with that name. */
    public List<String> labelsOf(String sampleName) {
        if (!type.hasBuckets() || !sampleName.endsWith("_bucket")) {
            return labels;
        }
        List<String> withBound = new ArrayList<>(labels);
        withBound.add("le");
        return List.copyOf(withBound);
    }

    /** Whose sample that is; throws {@link IllegalArgumentException} for a name that nobody exports. */
    public static Metric ofSample(String sampleName) {
        return Stream.of(values())
                .filter(metric -> metric.sampleNames().contains(sampleName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no metric has samples called " + sampleName));
    }

    /** The upper bounds of its buckets, in seconds or tokens; empty for whatever is no histogram. */
    public List<Double> buckets() {
        return switch (this) {
            case REQUEST_DURATION -> Buckets.WHOLE_REQUEST;
            case TIME_TO_FIRST_TOKEN, UPSTREAM_TIME_TO_FIRST_TOKEN, GEN_AI_TIME_TO_FIRST_TOKEN -> Buckets.FIRST_TOKEN;
            case TIME_PER_OUTPUT_TOKEN, GEN_AI_TIME_PER_OUTPUT_TOKEN -> Buckets.EACH_TOKEN;
            case GATEWAY_OVERHEAD -> Buckets.OVERHEAD;
            case EVENT_LOOP_LAG -> Buckets.LAG;
            case GEN_AI_REQUEST_DURATION -> Buckets.GEN_AI_REQUEST;
            case GEN_AI_TOKEN_USAGE -> Buckets.TOKENS;
            default -> List.of();
        };
    }
}
