package io.bailiwick.observability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The exchanges that wait for one writer: bounded, never waited for by who offers, and drained after its end. */
final class LineQueue {

    /** How long the first line waits for company: waking a thread costs more than a line. */
    private static final long COMPANY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** What became of an offer. */
    enum Offer {
        TAKEN,
        FULL,
        /** The queue takes no more. */
        ENDED
    }

    private final int most;
    private final Deque<Logged> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ended;
    private int wakesTheTaker = 1;

    LineQueue(int most) {
        this.most = most;
    }

    Offer offer(Logged record) {
        lock.lock();
        try {
            if (ended) {
                return Offer.ENDED;
            }
            if (waiting.size() >= most) {
                return Offer.FULL;
            }
            waiting.add(record);
            if (waiting.size() == wakesTheTaker) {
                changed.signalAll();
            }
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next few, and a moment for more; empty once it has ended and nothing is left. */
    List<Logged> take(int atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            wakesTheTaker = 1;
            while (waiting.isEmpty() && !ended) {
                changed.await();
            }
            wakesTheTaker = Math.min(atMost, most);
            long leftNanos = COMPANY_NANOS;
            while (leftNanos > 0 && waiting.size() < wakesTheTaker && !ended) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            return next(atMost);
        } finally {
            lock.unlock();
        }
    }

    private List<Logged> next(int atMost) {
        List<Logged> next = new ArrayList<>(Math.min(atMost, waiting.size()));
        while (next.size() < atMost && !waiting.isEmpty()) {
            next.add(waiting.remove());
        }
        return next;
    }

    /** Takes no more; what waits may still be taken. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends it, and gives back what nobody will take. */
    List<Logged> abandon() {
        lock.lock();
        try {
            end();
            List<Logged> left = List.copyOf(waiting);
            waiting.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }
}
