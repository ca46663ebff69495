package io.bailiwick.gateway.spine;

import io.bailiwick.identity.allowance.Left;
import io.bailiwick.identity.allowance.Reservation;
import org.jspecify.annotations.Nullable;

/**
 * Step 6: whether its tenant may still ask, and whether there is room. Last before the asynchronous part, so that no ticket
 * can be lost.
 */
final class AdmitRequest {

    private final Seats seats;
    private final ReserveAllowance reserveAllowance;

    AdmitRequest(Seats seats, ReserveAllowance reserveAllowance) {
        this.seats = seats;
        this.reserveAllowance = reserveAllowance;
    }

    Ticket ticket(Exchange exchange) {
        Reservation reservation = reserveAllowance.of(exchange); // before the seat: whoever is over it takes none
        if (!seats.take()) {
            if (reservation != null) {
                reservation.giveBack();
            }
            throw Seats.full();
        }
        return new Ticket(seats, reservation);
    }

    /** Room for one request, and what is reserved for it; ended once. */
    static final class Ticket {
        private final Seats seats;
        private final @Nullable Reservation reservation;
        private boolean closed;

        private Ticket(Seats seats, @Nullable Reservation reservation) {
            this.seats = seats;
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
                seats.leave();
                if (reservation != null) {
                    reservation.settle(usedTokens);
                }
            }
        }
    }
}
