package io.bailiwick.observability;

import java.util.Locale;
import java.util.function.IntSupplier;

/** Told of spans that no collector has acknowledged, and of those that wait; called on any thread, must not block. */
public interface SpanObserver {

    SpanObserver NONE = new SpanObserver() {};

    /** So many spans of one exchange or batch are given up. */
    default void dropped(String jurisdiction, Loss why, int spans) {}

    /** From now on that many wait, and at most {@code capacity} may. */
    default void queue(String jurisdiction, IntSupplier waiting, int capacity) {}

    /** That jurisdiction has no collector any more. */
    default void noQueue(String jurisdiction) {}

    /** Why a span is not exported. */
    enum Loss {
        QUEUE_FULL,
        /** The collector could not be reached in time, or refused it. */
        EXPORT_FAILED,
        /** No collector may have it: nobody knows its jurisdiction, or that one has none, or not that one any more. */
        NO_ROUTE,
        /** One more of many refusals that nothing was tried for: those that are exported say what it would. */
        TOO_MANY,
        SHUTDOWN;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The label {@code reason}. */
        String word() {
            return word;
        }
    }
}
