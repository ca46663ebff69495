package io.bailiwick.config;

import java.util.List;
import java.util.function.Function;

/** The answer to "may this policy carry traffic?". */
public sealed interface Compiled {

    <T> T match(Function<Accepted, T> accepted, Function<Refused, T> refused);

    /** Proven; its warnings are in the snapshot. */
    record Accepted(GatewaySnapshot snapshot) implements Compiled {

        public List<String> warnings() {
            return snapshot.warnings();
        }

        @Override
        public <T> T match(Function<Accepted, T> accepted, Function<Refused, T> refused) {
            return accepted.apply(this);
        }
    }

    /** Every problem, in the order of the file. */
    record Refused(List<Problem> problems) implements Compiled {
        public Refused {
            problems = problems.stream().sorted().distinct().toList();
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a reason");
            }
        }

        @Override
        public <T> T match(Function<Accepted, T> accepted, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
