package io.bailiwick.testkit;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random tests whose failure names the seed that brings it back. */
public final class Seeds {
    private Seeds() {}

    /** Runs a test with so many fresh seeds. */
    public static void each(int times, RandomTest test) {
        SecureRandom seeds = new SecureRandom();
        for (int i = 0; i < times; i++) {
            only(seeds.nextLong(), test);
        }
    }

    /** Runs a test with that seed. */
    public static void only(long seed, RandomTest test) {
        try {
            test.run(new SplittableRandom(seed));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("fails with Seeds.only(" + seed + "L, ...): " + failure.getMessage(), failure);
        }
    }

    /** A test that takes its chances from {@code random} alone. */
    @FunctionalInterface
    public interface RandomTest {
        void run(RandomGenerator random) throws Exception;
    }
}
