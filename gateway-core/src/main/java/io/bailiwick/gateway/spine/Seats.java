package io.bailiwick.gateway.spine;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests are under way in this process, of as many as may be; those of a drill are among them. */
public final class Seats {

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    public Seats(int most) {
        this.most = most;
    }

    /** Takes none: whoever comes between is refused where it is taken. */
    void refuseWhenFull() {
        if (taken.get() >= most) {
            throw full();
        }
    }

    /** False where none is free. */
    boolean take() {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        taken.decrementAndGet();
    }

    static RefusedException full() {
        return new RefusedException(
                Refusal.of(RefusalCode.OVERLOADED, "this gateway has as many requests under way as it may"));
    }
}
