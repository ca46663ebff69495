package io.bailiwick.routing;

import java.util.List;
import java.util.function.Function;

/** The answer to "which endpoint, and which next?". */
public sealed interface Planned permits RoutePlan, Planned.NothingLeft {

    <T> T match(Function<RoutePlan, T> plan, Function<NothingLeft, T> nothingLeft);

    /** In the order in which they will be tried. */
    List<Candidate> attempts();

    /** Who will not be tried. */
    List<PassedOver> passedOver();

    /** No candidate of the pool can take it. */
    record NothingLeft(List<PassedOver> passedOver) implements Planned {
        public NothingLeft {
            passedOver = List.copyOf(passedOver);
        }

        @Override
        public <T> T match(Function<RoutePlan, T> plan, Function<NothingLeft, T> nothingLeft) {
            return nothingLeft.apply(this);
        }

        @Override
        public List<Candidate> attempts() {
            return List.of();
        }

        /** Whether one of them may take it later. */
        public boolean mayChange() {
            return passedOver.stream().anyMatch(PassedOver::mayChange);
        }

        /** Whether some feature of the request is what stands in the way. */
        public boolean byFeature() {
            boolean byFeature = false;
            for (PassedOver each : passedOver) {
                byFeature |= each.isFeature();
                if (!each.isFeature() && !each.isDialect() && !each.isCapability()) {
                    return false;
                }
            }
            return byFeature;
        }
    }
}
