package io.bailiwick.config;

import org.jspecify.annotations.Nullable;

/** Reads {@code gateway.metrics}. */
final class ReadMetrics {

    private static final String OFF = "off";

    private final Findings findings;
    private final Typing typing;

    ReadMetrics(Findings findings, Typing typing) {
        this.findings = findings;
        this.typing = typing;
    }

    MetricsSettings of(@Nullable Node node) {
        Section section = Section.of(findings, "gateway.metrics", Node.Mark.START, node, "gen-ai", "exemplars");
        return new MetricsSettings(is(section, "gen-ai", "1.41"), is(section, "exemplars", "on"));
    }

    private boolean is(Section section, String key, String on) {
        String expected = "'" + on + "' or 'off'";
        Node.Scalar word = typing.scalar(section.get(key), section.path(key), expected);
        if (word == null || word.text().equals(OFF)) {
            return false;
        }
        if (!word.text().equals(on)) {
            findings.problem(word, section.path(key), expected);
        }
        return true;
    }
}
