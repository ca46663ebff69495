package io.bailiwick.routing;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What only somebody who has read the request can say of a candidate: whether it can be asked this at all, and if not, why. */
public interface Askable {

    /** What is known without work: {@code dialect} where it takes no call that this could become; null where it may. */
    @Nullable
    String atOnce(Candidate candidate);

    /** The last word, when its turn comes, with all the work that asking takes: {@code dialect:<field>}; null where it can. */
    @Nullable
    String inTurn(Candidate candidate);

    /** Asked in the same words wherever {@code api} is taken. */
    static Askable by(String api) {
        return atOnce(candidate -> candidate.endpoint().apis().contains(api) ? null : PassedOver.DIALECT);
    }

    /** Where everything is known at once. */
    static Askable atOnce(Function<Candidate, @Nullable String> reason) {
        return new Askable() {
            @Override
            public @Nullable String atOnce(Candidate candidate) {
                return reason.apply(candidate);
            }

            @Override
            public @Nullable String inTurn(Candidate candidate) {
                return atOnce(candidate);
            }
        };
    }
}
