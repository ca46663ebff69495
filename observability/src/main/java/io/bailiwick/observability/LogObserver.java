package io.bailiwick.observability;

import java.util.Locale;

/** Told of exchange lines that will never be read; called on any thread, must not block. */
public interface LogObserver {

    LogObserver NONE = (jurisdiction, why) -> {};

    void lost(String jurisdiction, Loss why);

    /** Why a line is lost. */
    enum Loss {
        QUEUE_FULL,
        WRITE_FAILED,
        /** The log was closed first. */
        CLOSED;

        /** The label {@code reason}. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
