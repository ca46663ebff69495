package io.bailiwick.observability;

import java.time.Duration;
import java.util.List;

/** The catalogue: every metric that this gateway exports; meters are made from it and from nothing else. */
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
    VERSION_REQUESTS(
            Type.COUNTER,
            "bailiwick.version.requests",
            "Exchanges that were sent somewhere, by the model and prompt versions that were at work.",
            "region",
            "model",
            "model_version",
            "prompt_name",
            "prompt_version"),
    UPSTREAM_UP(
            Type.GAUGE,
            "bailiwick.upstream.up",
            "1 while an endpoint takes attempts, 0 while it rests.",
            "region",
            "provider",
            "upstream"),
    STREAMS_ACTIVE(Type.GAUGE, "bailiwick.streams.active", "Streams on their way to clients.", "region"),
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
    CONFIG_INFO(Type.INFO, "bailiwick.config.info", "The policy in force.", "policy_digest"),
    CONFIG_RELOADS_REFUSED(Type.COUNTER, "bailiwick.config.reloads.refused", "Changed policies that were refused."),
    CONFIG_LAST_RELOAD_OK(
            Type.GAUGE, "bailiwick.config.last.reload.ok", "1 if the newest policy is in force, 0 if it was refused."),
    BUILD_INFO(Type.INFO, "bailiwick.build.info", "This build.", "version", "revision"),
    LOG_LINES_DROPPED(
            Type.COUNTER,
            "bailiwick.log.lines.dropped",
            "Exchange lines that were not written.",
            "jurisdiction",
            "reason");

    /** What a meter does with what it is told; an info is a gauge that is always 1. */
    public enum Type {
        COUNTER,
        TIMER,
        GAUGE,
        INFO
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

    public List<String> labels() {
        return labels;
    }

    /** As it is scraped: with underscores and the suffix of its type. */
    public String exportedName() {
        return meterName.replace('.', '_')
                + switch (type) {
                    case COUNTER -> "_total";
                    case TIMER -> "_seconds";
                    case GAUGE, INFO -> "";
                };
    }

    /** The upper bounds of a timer's buckets; empty for whatever is no timer. */
    public List<Duration> buckets() {
        return switch (this) {
            case REQUEST_DURATION -> Buckets.WHOLE_REQUEST;
            case TIME_TO_FIRST_TOKEN, UPSTREAM_TIME_TO_FIRST_TOKEN -> Buckets.FIRST_TOKEN;
            case TIME_PER_OUTPUT_TOKEN -> Buckets.EACH_TOKEN;
            case GATEWAY_OVERHEAD -> Buckets.OVERHEAD;
            default -> List.of();
        };
    }
}
