package io.bailiwick.observability;

import org.jspecify.annotations.Nullable;

/** Where one jurisdiction's spans go. */
interface SpanTarget extends AutoCloseable {

    /**
     * Keeps {@code request}, which is as {@link ExchangeSpans} writes it. Waits for an answer for a bounded time; null where
     * every span was acknowledged, else why not.
     */
    @Nullable
    String send(byte[] request);

    /** Gives up what is being sent, on any thread. */
    void cut();

    @Override
    void close();
}
