package io.bailiwick.gateway.spine;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps 10 and 11: runs exactly once for every request, refusals included; closes the ticket, records, tells the observer. */
final class FinishExchange {

    private static final Logger LOG = LoggerFactory.getLogger(FinishExchange.class);

    private final ExchangeRecorder recordEvidence;
    private final ExchangeObserver observer;
    private final Underway underway;
    private final LongSupplier nanoTime;

    FinishExchange(
            ExchangeRecorder recordEvidence, ExchangeObserver observer, Underway underway, LongSupplier nanoTime) {
        this.recordEvidence = recordEvidence;
        this.observer = observer;
        this.underway = underway;
        this.nanoTime = nanoTime;
    }

    void begun(Exchange exchange) {
        exchange.runs(new Waiting(exchange));
        underway.add(exchange);
    }

    /** An exchange that has sent nothing yet: it can still be refused. */
    private final class Waiting implements Exchange.Running {

        private final Exchange exchange;

        Waiting(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void clientLeft() {
            cancelled(exchange);
        }

        @Override
        public void writable() {
            // Nothing was written yet.
        }

        @Override
        public void cut(Refusal refusal) {
            refused(exchange, refusal);
        }
    }

    void streams(Exchange exchange, String region) {
        exchange.streams(region);
        observer.streamOpened(region);
    }

    /** The whole reply is {@code refusal}. */
    void refused(Exchange exchange, Refusal refusal) {
        if (end(exchange, refusal.code().status(), Outcome.of(refusal.code()), refusal)) {
            try {
                exchange.client.refuse(refusal, exchange.stamp());
            } catch (RuntimeException | Error broken) {
                cannotBeTold(exchange, broken);
            }
        }
    }

    /** It has ended, and nobody else will answer: its connection ends too, or its client would wait for nothing. */
    private static void cannotBeTold(Exchange exchange, Throwable broken) {
        LOG.error("exchange {} could not be answered", exchange.trace.traceId(), broken);
        exchange.client.abandon();
    }

    /** The reply ended cleanly. */
    void served(Exchange exchange, int status) {
        served(exchange, status, nanoTime.getAsLong());
    }

    void served(Exchange exchange, int status, long nowNanos) {
        Outcome outcome = status < 400 ? Outcome.OK : status < 500 ? Outcome.CLIENT_ERROR : Outcome.UPSTREAM_ERROR;
        if (end(exchange, status, outcome, null, nowNanos)) {
            end(exchange);
        }
    }

    /** The reply ended cleanly, and what it says is that the endpoint failed. */
    void servedError(Exchange exchange, int status) {
        if (end(exchange, status, Outcome.UPSTREAM_ERROR, null)) {
            end(exchange);
        }
    }

    private static void end(Exchange exchange) {
        try {
            exchange.client.end();
        } catch (RuntimeException | Error broken) {
            cannotBeTold(exchange, broken);
        }
    }

    /** The reply's head is out and its rest is not coming. */
    void broken(Exchange exchange, int status, Refusal refusal, long sequence) {
        if (end(exchange, status, Outcome.of(refusal.code()), refusal)) {
            try {
                exchange.client.breakOff(refusal, sequence);
            } catch (RuntimeException | Error broken) {
                cannotBeTold(exchange, broken);
            }
        }
    }

    /** Nobody is left to answer. */
    void cancelled(Exchange exchange) {
        if (end(exchange, 499, Outcome.CANCELLED, null)) {
            exchange.client.left();
        }
    }

    /** Closes the ticket with what the exchange has cost. */
    private void settle(Exchange exchange, Outcome outcome) {
        AdmitRequest.Ticket ticket = exchange.ticket();
        if (ticket == null) {
            return;
        }
        Settlement settlement = Settlement.of(exchange.wasSent(), outcome, exchange.usage(), ticket.reservedTokens());
        ticket.close(settlement.tokens());
        if (ticket.isMetered()) {
            observer.settled(exchange.jurisdiction(), settlement.by().word());
        }
    }

    private boolean end(Exchange exchange, int status, Outcome outcome, @Nullable Refusal refusal) {
        return end(exchange, status, outcome, refusal, nanoTime.getAsLong());
    }

    private boolean end(Exchange exchange, int status, Outcome outcome, @Nullable Refusal refusal, long nowNanos) {
        if (!exchange.finish()) {
            return false;
        }
        underway.remove(exchange);
        settle(exchange, outcome);
        String streamed = exchange.streamRegion();
        if (streamed != null) {
            observer.streamClosed(streamed);
        }
        ExchangeRecord record = exchange.record(status, outcome, refusal, nowNanos);
        tell(record, keep(record));
        return true;
    }

    /** A failure is said loudly, and the client still gets its answer: it has been decided, and nobody else will send it. */
    private boolean keep(ExchangeRecord record) {
        try {
            recordEvidence.record(record);
            return true;
        } catch (RuntimeException broken) {
            LOG.error("exchange {} could not be recorded", record.stamp().traceId(), broken);
            return false;
        }
    }

    private void tell(ExchangeRecord record, boolean kept) {
        try {
            if (!kept || recordEvidence.keeps()) {
                observer.recorded(record.stamp().jurisdiction(), kept);
            }
            observer.finished(record);
        } catch (RuntimeException broken) {
            LOG.error("exchange {} could not be counted", record.stamp().traceId(), broken);
        }
    }
}
