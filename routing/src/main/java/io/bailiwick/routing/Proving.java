package io.bailiwick.routing;

import java.util.List;
import java.util.function.Function;

/** The answer to "may these endpoints be a pool?". */
public sealed interface Proving {

    <T> T match(Function<Pool, T> proven, Function<List<Fault>, T> unproven);

    /** Every candidate stays inside. */
    record Proven(Pool pool) implements Proving {
        @Override
        public <T> T match(Function<Pool, T> proven, Function<List<Fault>, T> unproven) {
            return proven.apply(pool);
        }
    }

    /** Some candidate does not. */
    record Unproven(List<Fault> faults) implements Proving {
        public Unproven {
            faults = List.copyOf(faults);
        }

        @Override
        public <T> T match(Function<Pool, T> proven, Function<List<Fault>, T> unproven) {
            return unproven.apply(faults);
        }
    }

    /** Which candidate, and what is wrong with it: "reaches azure:norwayeast (NO)". */
    record Fault(Candidate candidate, String offence) {}
}
