package io.bailiwick.gateway.spine;

import io.bailiwick.config.Limits;
import io.bailiwick.identity.allowance.Left;
import io.bailiwick.identity.allowance.Reservation;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Step 6: whether its tenant may still ask, and whether there is room. Last before the asynchronous part, so that no ticket
 * can be lost.
 */
final class AdmitRequest {

    private final Limits limits;
    private final ReserveAllowance reserveAllowance;
    private final AtomicInteger underWay = new AtomicInteger();

    AdmitRequest(Limits limits, ReserveAllowance reserveAllowance) {
        this.limits = limits;
        this.reserveAllowance = reserveAllowance;
    }

    Ticket ticket(Exchange exchange) {
        Reservation reservation = reserveAllowance.of(exchange); // before the seat: whoever is over it takes none
        if (underWay.incrementAndGet() > limits.requests()) {
            underWay.decrementAndGet();
            if (reservation != null) {
                reservation.giveBack();
            }
            throw new RefusedException(
                    Refusal.of(RefusalCode.OVERLOADED, "this gateway has as many requests under way as it may"));
        }
        return new Ticket(underWay, reservation);
    }

    /** Room for one request, and what is reserved for it; ended once. */
    static final class Ticket {
        private final AtomicInteger underWay;
        private final @Nullable Reservation reservation;
        private boolean closed;

        private Ticket(AtomicInteger underWay, @Nullable Reservation reservation) {
            this.underWay = underWay;
            this.reservation = reservation;
        }

        boolean isMetered() {
            return reservation != null;
        }

        long reservedTokens() {
            return reservation == null ? 0 : reservation.reservedTokens();
        }

        /** What is left of the tenant's allowance now; null where it has none. */
        @Nullable
        Left left() {
            return reservation == null ? null : reservation.left();
        }

        void close(long usedTokens) {
            if (!closed) {
                closed = true;
                underWay.decrementAndGet();
                if (reservation != null) {
                    reservation.settle(usedTokens);
                }
            }
        }
    }
}
