package io.bailiwick.routing;

import java.util.Locale;

/** What sends an endpoint to rest. */
public enum RestReason {
    FAILURES("failures"),
    /** It said how long, with its reply. */
    ASKED("asked to"),
    /** It refused our own credential. */
    CREDENTIAL("credential refused");

    private final String text;

    RestReason(String text) {
        this.text = text;
    }

    /** As a label says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a log says it. */
    @Override
    public String toString() {
        return text;
    }
}
