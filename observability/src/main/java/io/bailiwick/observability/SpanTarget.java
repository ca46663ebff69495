package io.bailiwick.observability;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one jurisdiction's spans go. */
interface SpanTarget extends AutoCloseable {

    /** Waits for an answer for a bounded time; null where every span was acknowledged, else why not. */
    @Nullable
    String send(List<SpanData> spans);

    /** Gives up what is being sent, on any thread. */
    void cut();

    @Override
    void close();
}
