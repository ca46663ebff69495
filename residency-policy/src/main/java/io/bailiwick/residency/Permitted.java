package io.bailiwick.residency;

import java.util.function.Function;

/**
 * The permission that one request carries: it may run inside {@code jurisdiction}, and nowhere else.
 *
 * <p>Only {@link DecideHome} makes one, so whoever holds a {@code Permitted} holds a decision.
 */
public final class Permitted implements Residency {

    private final Jurisdiction jurisdiction;

    Permitted(Jurisdiction jurisdiction) {
        this.jurisdiction = jurisdiction;
    }

    public Jurisdiction jurisdiction() {
        return jurisdiction;
    }

    /** Whether a surface of that reach may see this request's data. */
    public boolean covers(Reach reach) {
        return reach.within(jurisdiction.boundary());
    }

    /** Whether evidence of that strength is enough. */
    public boolean accepts(Evidence evidence) {
        return evidence.satisfies(jurisdiction.weakestEvidence());
    }

    @Override
    public <T> T match(Function<Permitted, T> permitted, Function<Denied, T> denied) {
        return permitted.apply(this);
    }

    @Override
    public String toString() {
        return "permitted inside " + jurisdiction.name();
    }
}
