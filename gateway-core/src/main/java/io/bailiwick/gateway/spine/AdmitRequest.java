package io.bailiwick.gateway.spine;

import io.bailiwick.config.Limits;
import java.util.concurrent.atomic.AtomicInteger;

/** Step 6: whether there is room. Last before the asynchronous part, so that no ticket can be lost. */
final class AdmitRequest {

    private final Limits limits;
    private final AtomicInteger underWay = new AtomicInteger();

    AdmitRequest(Limits limits) {
        this.limits = limits;
    }

    Ticket ticket() {
        if (underWay.incrementAndGet() > limits.requests()) {
            underWay.decrementAndGet();
            throw new RefusedException(
                    Refusal.of(RefusalCode.OVERLOADED, "this gateway has as many requests under way as it may"));
        }
        return new Ticket(underWay);
    }

    /** Room for one request; given back once. */
    static final class Ticket {
        private final AtomicInteger underWay;
        private boolean closed;

        private Ticket(AtomicInteger underWay) {
            this.underWay = underWay;
        }

        void close() {
            if (!closed) {
                closed = true;
                underWay.decrementAndGet();
            }
        }
    }
}
