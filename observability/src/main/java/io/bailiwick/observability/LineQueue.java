package io.bailiwick.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that wait for one writer: bounded, never waited for by who offers, and drained after its end.
 *
 * <p>Who offers takes no lock, and wakes the taker only where it is idle or a whole batch waits: as long as there is something
 * to write the taker looks by itself, for waking a thread costs more than a line.
 */
final class LineQueue {

    /** How long the first line waits for company. */
    private static final long COMPANY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** What became of an offer. */
    enum Offer {
        TAKEN,
        FULL,
        /** The queue takes no more. */
        ENDED
    }

    private final int most;

    /** A power of two, so that a place is found without a division. */
    private final AtomicReferenceArray<@Nullable Logged> places;

    /** How many places were given since the beginning; its complement, which is negative, once the queue has ended. */
    private final AtomicLong given = new AtomicLong();

    private volatile long taken;
    private volatile int wakesTheTaker = 1;
    private volatile @Nullable Thread taker;

    LineQueue(int most) {
        this.most = most;
        this.places = new AtomicReferenceArray<>(Integer.highestOneBit(2 * most - 1));
    }

    Offer offer(Logged record) {
        long place;
        do {
            place = given.get();
            if (place < 0) {
                return Offer.ENDED;
            }
            if (place - taken >= most) {
                return Offer.FULL;
            }
        } while (!given.compareAndSet(place, place + 1));
        places.set(at(place), record);
        if (place + 1 - taken == wakesTheTaker) {
            LockSupport.unpark(taker);
        }
        return Offer.TAKEN;
    }

    /** Waits for the next few, and a moment for more; empty once it has ended and nothing is left. */
    List<Logged> take(int atMost) throws InterruptedException {
        taker = Thread.currentThread();
        List<Logged> next;
        do {
            awaitCompany(Math.min(atMost, most));
            if (waiting() == 0) {
                awaitTheFirst();
                awaitCompany(Math.min(atMost, most));
            }
            next = next(atMost);
        } while (next.isEmpty() && !(hasEnded() && waiting() == 0));
        return next;
    }

    private void awaitCompany(int full) throws InterruptedException {
        wakesTheTaker = full;
        if (waiting() < full && !hasEnded()) {
            LockSupport.parkNanos(this, COMPANY_NANOS); // where that is cut short, a few go earlier
            orGiveUp();
        }
    }

    private void awaitTheFirst() throws InterruptedException {
        wakesTheTaker = 1;
        while (waiting() == 0 && !hasEnded()) {
            LockSupport.park(this);
            orGiveUp();
        }
    }

    private static void orGiveUp() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Fewer where one has been given its place and is on its way there. */
    private synchronized List<Logged> next(int atMost) {
        long from = taken;
        int count = (int) Math.min(atMost, waiting());
        List<Logged> next = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Logged record = places.get(at(from + i));
            if (record == null) {
                break;
            }
            places.lazySet(at(from + i), null);
            next.add(record);
        }
        taken = from + next.size(); // only now may others be put there
        return next;
    }

    private int at(long place) {
        return (int) place & (places.length() - 1);
    }

    private long waiting() {
        long count = given.get();
        return (count < 0 ? ~count : count) - taken;
    }

    private boolean hasEnded() {
        return given.get() < 0;
    }

    /** Takes no more; what waits may still be taken. */
    void end() {
        given.updateAndGet(count -> count < 0 ? count : ~count);
        LockSupport.unpark(taker);
    }

    /** Ends it, and gives back what nobody will take. */
    List<Logged> abandon() {
        end();
        List<Logged> left = new ArrayList<>();
        while (waiting() > 0) {
            left.addAll(next(most));
            Thread.onSpinWait();
        }
        return left;
    }
}
