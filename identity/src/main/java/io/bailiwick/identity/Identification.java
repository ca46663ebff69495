package io.bailiwick.identity;

import io.bailiwick.residency.Jurisdiction;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The answer to "who asks, and what is known of their law?". */
public sealed interface Identification {

    <T> T match(Function<Known, T> known, Function<Refused, T> refused, Function<Pending, T> pending);

    /** Somebody, authenticated; {@code answers} may still disagree. */
    record Known(Tenant tenant, List<Answer> answers) implements Identification {
        public Known {
            answers =
                    answers.isEmpty() ? List.of() : List.copyOf(answers); // most users are known by their tenant alone
        }

        /** What every source but the tenant answers. */
        public List<Jurisdiction> jurisdictions() {
            if (answers.isEmpty()) {
                return List.of();
            }
            return answers.stream()
                    .flatMap(answer -> answer.jurisdictions().stream())
                    .toList();
        }

        @Override
        public <T> T match(Function<Known, T> known, Function<Refused, T> refused, Function<Pending, T> pending) {
            return known.apply(this);
        }
    }

    /** Nobody. */
    record Refused(Reason reason, String explanation) implements Identification {
        @Override
        public <T> T match(Function<Known, T> known, Function<Refused, T> refused, Function<Pending, T> pending) {
            return refused.apply(this);
        }
    }

    /** A token is signed with a key that is not here yet; its issuer is asked. */
    record Pending(Waiting waiting) implements Identification {
        @Override
        public <T> T match(Function<Known, T> known, Function<Refused, T> refused, Function<Pending, T> pending) {
            return pending.apply(this);
        }
    }

    /** Tells once, on any thread, perhaps at once, that there is no more to wait for. */
    @FunctionalInterface
    interface Waiting {
        void then(Consumer<Waited> told);
    }

    /** How waiting ended. */
    enum Waited {
        /** The issuer answered; what is missing now does not exist. */
        ANSWERED,
        /** The issuer did not answer; what is missing may exist. */
        UNANSWERED
    }

    /** Why nobody. */
    enum Reason {
        /** No credential, or none that holds. */
        UNAUTHENTICATED,
        /** A source that must be believed says what nobody here understands. */
        UNRESOLVED,
        /** What decides is not here now; coming back can help. */
        UNAVAILABLE
    }
}
