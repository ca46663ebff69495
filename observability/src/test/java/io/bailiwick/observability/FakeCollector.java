package io.bailiwick.observability;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A collector in memory: takes, refuses, or leaves its caller waiting until it is cut off. */
final class FakeCollector implements SpanTarget {

    private final List<SpanData> taken = new ArrayList<>();
    private final CountDownLatch cut = new CountDownLatch(1);
    private int refused;
    private int sends;
    private volatile Mood mood = Mood.TAKES;

    enum Mood {
        TAKES,
        REFUSES,
        STALLS
    }

    FakeCollector in(Mood how) {
        mood = how;
        return this;
    }

    @Override
    public @Nullable String send(List<SpanData> spans) {
        synchronized (this) {
            sends++;
            if (mood == Mood.TAKES) {
                taken.addAll(spans);
                return null;
            }
            refused += spans.size();
        }
        return mood == Mood.REFUSES ? "refused" : stalled();
    }

    private String stalled() {
        try {
            cut.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return "cut";
    }

    synchronized List<SpanData> taken() {
        return List.copyOf(taken);
    }

    synchronized int refused() {
        return refused;
    }

    synchronized int sends() {
        return sends;
    }

    @Override
    public void cut() {
        cut.countDown();
    }

    @Override
    public void close() {
        cut();
    }
}
