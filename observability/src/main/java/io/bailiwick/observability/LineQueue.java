package io.bailiwick.observability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The exchanges that wait for one writer: bounded, never waited for by who offers, and drained after its end. */
final class LineQueue {

    /** What became of an offer. */
    enum Offer {
        TAKEN,
        FULL,
        /** The queue takes no more. */
        ENDED
    }

    private final int most;
    private final Deque<Logged> waiting = new ArrayDeque<>();
    private boolean ended;

    LineQueue(int most) {
        this.most = most;
    }

    synchronized Offer offer(Logged record) {
        if (ended) {
            return Offer.ENDED;
        }
        if (waiting.size() >= most) {
            return Offer.FULL;
        }
        waiting.add(record);
        notifyAll();
        return Offer.TAKEN;
    }

    /** Waits for the next few; empty once it has ended and nothing is left. */
    synchronized List<Logged> take(int atMost) throws InterruptedException {
        while (waiting.isEmpty() && !ended) {
            wait();
        }
        List<Logged> next = new ArrayList<>(Math.min(atMost, waiting.size()));
        while (next.size() < atMost && !waiting.isEmpty()) {
            next.add(waiting.remove());
        }
        return next;
    }

    /** Takes no more; what waits may still be taken. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Ends it, and gives back what nobody will take. */
    synchronized List<Logged> abandon() {
        end();
        List<Logged> left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }
}
