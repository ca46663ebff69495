package io.bailiwick.config;

import org.jspecify.annotations.Nullable;

/** Reads {@code gateway.limits}. */
final class ReadLimits {

    private static final String[] KEYS = {
        "body",
        "reply",
        "headers",
        "buffered",
        "connections",
        "requests",
        "waiting",
        "header-count",
        "line",
        "depth",
        "event",
        "head-time",
        "body-time",
        "idle",
        "drain",
        "drill"
    };
    private static final long MOST_BYTES = 1L << 30;

    private final Findings findings;
    private final Typing typing;

    ReadLimits(Findings findings, Typing typing) {
        this.findings = findings;
        this.typing = typing;
    }

    Limits of(@Nullable Node node) {
        Section section = Section.of(findings, "gateway.limits", Node.Mark.START, node, KEYS);
        Limits usual = Limits.DEFAULT;
        Limits limits = new Limits(
                bytes(section, "body", usual.bodyBytes()),
                bytes(section, "reply", usual.replyBytes()),
                bytes(section, "headers", usual.headerBytes()),
                typing.bytes(section.get("buffered"), section.path("buffered"), 1L << 40, usual.bufferedBytes()),
                count(section, "connections", 1_000_000, usual.connections()),
                count(section, "requests", 1_000_000, usual.requests()),
                count(section, "waiting", 1_000_000, usual.waiting()),
                count(section, "header-count", 10_000, usual.headerCount()),
                bytes(section, "line", usual.lineBytes()),
                count(section, "depth", 1_000, usual.jsonDepth()),
                bytes(section, "event", usual.eventBytes()),
                typing.duration(section.get("head-time"), section.path("head-time"), usual.headTime()),
                typing.duration(section.get("body-time"), section.path("body-time"), usual.bodyTime()),
                typing.duration(section.get("idle"), section.path("idle"), usual.idle()),
                typing.duration(section.get("drain"), section.path("drain"), usual.drain()),
                typing.duration(section.get("drill"), section.path("drill"), usual.drill()));
        if (limits.bufferedBytes() < Math.max(limits.bodyBytes(), limits.replyBytes())) {
            findings.problem(
                    section.markOf("buffered"),
                    "gateway.limits.buffered holds less than one body or reply (expected: at least as much)");
        }
        return limits;
    }

    private int bytes(Section section, String key, int usual) {
        return (int) typing.bytes(section.get(key), section.path(key), MOST_BYTES, usual);
    }

    private int count(Section section, String key, int most, int usual) {
        return typing.integer(section.get(key), section.path(key), 1, most, usual);
    }
}
