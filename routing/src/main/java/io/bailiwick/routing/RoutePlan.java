package io.bailiwick.routing;

import io.bailiwick.residency.Permitted;
import java.util.List;
import java.util.function.Function;

/** The order in which candidates will be tried for one request, and who was passed over. */
public record RoutePlan(Permitted permitted, Pool pool, List<Candidate> attempts, List<PassedOver> passedOver)
        implements Planned {

    public RoutePlan {
        attempts = attempts.size() == 1 ? List.of(attempts.get(0)) : List.copyOf(attempts);
        passedOver = passedOver.isEmpty() ? List.of() : List.copyOf(passedOver);
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("a plan needs at least one attempt");
        }
        for (Candidate candidate : attempts) {
            if (!permitted.covers(candidate.reach())) {
                throw new IllegalArgumentException(candidate + " is outside: " + permitted);
            }
        }
    }

    @Override
    public <T> T match(Function<RoutePlan, T> plan, Function<NothingLeft, T> nothingLeft) {
        return plan.apply(this);
    }
}
