package io.bailiwick.residency;

import java.util.Locale;

/** Anything that sees user data: what it is, what the policy calls it, and where it may process. */
public record Surface(Kind kind, String name, Reach reach) {

    /** What sort of thing sees the data. */
    public enum Kind {
        GATEWAY,
        ENDPOINT,
        LOG,
        TELEMETRY,
        LEDGER,
        STATE,
        EGRESS_PROXY;

        /** As a proof prints it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return kind.word() + " " + name;
    }
}
