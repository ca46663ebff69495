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

    // Spelled out, for what Java makes of a record is put together when it is first met, and a start waits for that.
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return kind.word() + " " + name;
    }
}
