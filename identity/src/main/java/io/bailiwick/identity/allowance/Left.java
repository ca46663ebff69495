package io.bailiwick.identity.allowance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is left of an allowance now; null where there is no limit of that kind. */
public record Left(@Nullable Of requests, @Nullable Of tokens) {

    /**
     * One kind.
     *
     * @param remaining never less than 0, whatever is owed
     * @param full until all of it is there again, if nothing more is asked for
     */
    public record Of(long limit, long remaining, Duration full) {}
}
