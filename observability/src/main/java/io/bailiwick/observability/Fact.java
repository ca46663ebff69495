package io.bailiwick.observability;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The catalogue: every key of a log line and every attribute of a span, from which both are made and from nothing else.
 *
 * <p>Source of the names that are not ours: OpenTelemetry semantic conventions 1.41.1, and {@code gen_ai.prompt.*} of
 * its successor for GenAI.
 */
enum Fact {
    TIMESTAMP("timestamp", "L", "When the request's head had come."),
    TRACE_ID("trace_id", "L", "The trace, as `bailiwick-trace-id` names it."),
    TRACE_FLAGS("trace_flags", "L", "`01` where the trace is one of the share that is kept."),
    SPAN_ID("span_id", "L", "The SERVER span."),
    PARENT_SPAN_ID("parent_span_id", "L", "The caller's span, where the caller has one."),
    METHOD("http.request.method", "LSA", "`_OTHER` for a word that HTTP does not know."),
    ROUTE("http.route", "LS", "The listed path; `unknown` for any other."),
    URL_PATH("url.path", "LS", "The listed path; never as the client wrote it, never with a query."),
    URL_SCHEME("url.scheme", "LSA", "`http` or `https`."),
    STATUS("http.response.status_code", "LSA", "What was answered; `499` where the client left first."),
    RESEND_COUNT("http.request.resend_count", "A", "From the second attempt on."),
    SERVER_ADDRESS("server.address", "CA", "The endpoint's host, from the policy."),
    SERVER_PORT("server.port", "CA", "The endpoint's port."),
    ERROR_TYPE("error.type", "LSCA", "The refusal's code, else the status or the attempt's result."),
    OUTCOME("bailiwick.outcome", "LSC", "As the metrics' label `outcome`."),
    OPERATION("gen_ai.operation.name", "LC", "`chat`, `text_completion`, `embeddings` or `count_tokens`."),
    PROVIDER("gen_ai.provider.name", "LCA", "The provider, in the registry's word where it has one."),
    REQUEST_MODEL("gen_ai.request.model", "LC", "The route's name or alias that the client sent."),
    RESPONSE_MODEL("gen_ai.response.model", "LC", "The model that the reply names."),
    RESPONSE_ID("gen_ai.response.id", "LC", "The id that the reply names."),
    STREAM("gen_ai.request.stream", "LC", "Whether a stream was asked for."),
    FIRST_CHUNK(
            "gen_ai.response.time_to_first_chunk", "LC", "Seconds from sending to the first content; streams only."),
    ROUTE_NAME("bailiwick.route.name", "LSCA", "The policy's route."),
    HOME_JURISDICTION("bailiwick.home.jurisdiction", "LSCA", "Whose law applies; spans go to its collector alone."),
    INFERENCE_REGION(
            "bailiwick.inference.region",
            "LSCA",
            "Where it ran, as `bailiwick-region`; of an attempt: where it was sent."),
    INFERENCE_COUNTRY("bailiwick.inference.country", "LSCA", "ISO code, `multiple`, `unknown` or `none`."),
    EVIDENCE("bailiwick.region.evidence", "LSCA", "What shows it, as `bailiwick-region-evidence`."),
    MISMATCH("bailiwick.region.mismatch", "LS", "Observed inside the boundary, but outside the declared reach."),
    DECISION("bailiwick.residency.decision", "LS", "`allowed`, `denied`, or `unknown` before a jurisdiction is."),
    REASON("bailiwick.residency.reason", "LS", "The code of a denial."),
    VIOLATION("bailiwick.residency.violation", "LSC", "Whether the reply shows that it ran outside."),
    POLICY_VERSION("bailiwick.policy.version", "LS", "The digest of the policy that decided."),
    GATEWAY_REGION("bailiwick.gateway.region", "LS", "Where this gateway runs."),
    MODEL_VERSION("bailiwick.model.version", "LSC", "As `bailiwick-model-version`."),
    MODEL_FINGERPRINT("bailiwick.model.fingerprint", "LC", "The upstream's `system_fingerprint`."),
    PROMPT_NAME("gen_ai.prompt.name", "LSC", "The prompt that the client names."),
    PROMPT_VERSION("gen_ai.prompt.version", "LSC", "Its version."),
    PROMPT("bailiwick.prompt.version", "LSC", "As `bailiwick-prompt-version`, named or not."),
    PARSER_VERSION("bailiwick.parser.version", "LSC", "Of the release's parser; `unknown` without a release."),
    TOOLS_VERSION("bailiwick.tools.version", "LSC", "Of the release's tools; `unknown` without a release."),
    RELEASE("bailiwick.release.id", "LSC", "The release; `unknown` without one."),
    ENDPOINT("bailiwick.endpoint", "LSCA", "The policy's endpoint."),
    ATTEMPT_COUNT("bailiwick.attempt.count", "LSC", "How many attempts were begun."),
    ATTEMPT_NUMBER("bailiwick.attempt.number", "A", "From 1."),
    ATTEMPT_RESULT("bailiwick.attempt.result", "A", "As the metrics' label `result`."),
    FAILOVER_REASON("bailiwick.failover.reason", "A", "The result of the attempt before."),
    FAILOVER_FROM("bailiwick.failover.from_region", "A", "The region of the attempt before."),
    UPSTREAM_REQUEST_ID("bailiwick.upstream.request_id", "A", "What the upstream calls the attempt."),
    CLOUD_PROVIDER("cloud.provider", "A", "Of a region in a public cloud: whose."),
    CLOUD_REGION("cloud.region", "A", "The cloud's own name of it."),
    TENANT("bailiwick.tenant.id", "LS", "The policy's tenant; left out where nobody may tell users apart."),
    CONVERSATION("gen_ai.conversation.id", "LC", "What the client calls its session."),
    INPUT_TOKENS("gen_ai.usage.input_tokens", "LC", "As the upstream counts, what came from a cache included."),
    OUTPUT_TOKENS("gen_ai.usage.output_tokens", "LC", "As the upstream counts."),
    CACHE_READ("gen_ai.usage.cache_read.input_tokens", "LC", "Part of the input."),
    CACHE_CREATION("gen_ai.usage.cache_creation.input_tokens", "LC", "Part of the input."),
    REASONING("gen_ai.usage.reasoning.output_tokens", "LC", "Part of the output."),
    REQUEST_BYTES("bailiwick.request.bytes", "LS", "Of the client's body, once it was taken whole."),
    REPLY_BYTES(
            "bailiwick.reply.bytes",
            "LS",
            "Of the reply that was served, as it was handed to the client's connection; a refusal is none."),
    DRILL(
            "bailiwick.drill.id",
            "L",
            "The rehearsal that it was part of; such an exchange has spans only where it is a violation."),
    DURATION("duration_ms", "L", "From the request's head to the reply's end."),
    TTFT("ttft_ms", "L", "From the request's head to the first content; streams only."),
    UPSTREAM_TTFT("upstream_ttft_ms", "L", "From sending to the first content; streams only."),
    WAITED("waited_ms", "L", "How long it stood in line for an endpoint; left out where it did not."),
    OVERHEAD(
            "overhead_ms",
            "L",
            "From the request's head to the first attempt on the wire, without what it stood in line.");

    /** Where a fact is written. */
    enum Place {
        LINE,
        /** The request as the client sees it. */
        SERVER,
        /** The call of a model, over all of its attempts. */
        CALL,
        /** One attempt at one endpoint. */
        ATTEMPT
    }

    private final String key;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // never changed after it was made
    private final Set<Place> places;

    /** {@code places} by their first letters. */
    Fact(String key, String places, String meaning) {
        this.key = key;
        this.meaning = meaning;
        this.places = EnumSet.noneOf(Place.class);
        for (Place place : Place.values()) {
            if (places.indexOf(place.name().charAt(0)) >= 0) {
                this.places.add(place);
            }
        }
    }

    String key() {
        return key;
    }

    /** For people, in Markdown. */
    String meaning() {
        return meaning;
    }

    boolean standsOn(Place place) {
        return places.contains(place);
    }

    /** The words of {@link Place} for people. */
    static String shown(Place place) {
        return place.name().toLowerCase(Locale.ROOT);
    }
}
