package io.bailiwick.gateway.drill;

import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Seams;
import io.bailiwick.gateway.upstream.Transport;
import io.bailiwick.routing.health.EndpointHealth;
import io.bailiwick.routing.health.RetryBudgets;

/**
 * What shadow traffic runs on: everything as usual, quarantine included, but a network with places out and a memory of
 * its own for what fails there.
 */
final class Rehearsal {

    private Rehearsal() {}

    static Seams of(Seams usual, Transport whole, Drill drill) {
        return new Seams(
                usual.inForce(),
                usual.sources(),
                usual.limits(),
                usual.buffered(),
                usual.seats(),
                new OutageTransport(whole, () -> drill),
                new EndpointHealth(usual.health().quarantine(), usual.nanoTime(), usual.clock(), drill),
                new RetryBudgets(usual.nanoTime()),
                usual.spending(), // what it asks for costs its tenant as much
                usual.judgeEvidence(),
                usual.languages(),
                usual.routingObserver(),
                new Watching(drill, usual.observer()),
                usual.recorder(),
                usual.underway(),
                usual.draining(),
                usual.clock(),
                usual.nanoTime(),
                usual.random());
    }

    /** Tells the drill, and everybody else that this was one. */
    private record Watching(Drill drill, ExchangeObserver others) implements ExchangeObserver {
        @Override
        public void finished(ExchangeRecord record) {
            drill.finished(record);
            others.rehearsed(drill.id(), record);
        }

        @Override
        public void recorded(String jurisdiction, boolean kept) {
            others.recorded(jurisdiction, kept);
        }
    }
}
