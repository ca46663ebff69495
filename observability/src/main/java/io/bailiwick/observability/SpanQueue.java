package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The exchanges whose spans wait for one collector: bounded in spans, an exchange whole or not at all. */
final class SpanQueue {

    private final int most;
    private final LongSupplier nanoTime;
    private final Deque<ExchangeRecord> waiting = new ArrayDeque<>();
    private int spans;
    private int wakesTheTaker = 1;
    private boolean ended;

    SpanQueue(int mostSpans, LongSupplier nanoTime) {
        this.most = mostSpans;
        this.nanoTime = nanoTime;
    }

    synchronized LineQueue.Offer offer(ExchangeRecord record) {
        int more = ExchangeSpans.count(record);
        if (ended) {
            return LineQueue.Offer.ENDED;
        }
        if (spans + more > most) {
            return LineQueue.Offer.FULL;
        }
        waiting.add(record);
        spans += more;
        if (spans >= wakesTheTaker) {
            notifyAll(); // and not for each that joins a batch: waking a thread costs more than a span
        }
        return LineQueue.Offer.TAKEN;
    }

    synchronized int spans() {
        return spans;
    }

    /**
     * Waits for the next batch: one that is full, or the first to come and what joins it within {@code linger}; empty once
     * it has ended and nothing is left.
     */
    synchronized List<ExchangeRecord> take(int fullSpans, Duration linger) throws InterruptedException {
        wakesTheTaker = 1;
        while (waiting.isEmpty() && !ended) {
            wait();
        }
        wakesTheTaker = fullSpans;
        long untilNanos = nanoTime.getAsLong() + linger.toNanos();
        long leftNanos = linger.toNanos();
        while (spans < fullSpans && !ended && leftNanos > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
            leftNanos = untilNanos - nanoTime.getAsLong();
        }
        List<ExchangeRecord> batch = new ArrayList<>();
        for (int taken = 0; taken < fullSpans && !waiting.isEmpty(); ) {
            ExchangeRecord next = waiting.remove();
            batch.add(next);
            taken += ExchangeSpans.count(next);
            spans -= ExchangeSpans.count(next);
        }
        return batch;
    }

    /** Takes no more; what waits may still be taken. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Ends it, and gives back what nobody will take. */
    synchronized List<ExchangeRecord> abandon() {
        end();
        List<ExchangeRecord> left = List.copyOf(waiting);
        waiting.clear();
        spans = 0;
        return left;
    }
}
