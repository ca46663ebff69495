package io.bailiwick.report;

import java.time.Instant;
import java.util.stream.LongStream;

/** By how much one counter grew, in each slot of the period; a restart begins at 0 again. */
record Growth(long[] slots) {

    /** {@code fromZero} says that the first value is growth, too. */
    static Growth of(ReadMatrix.Series series, Period period, boolean fromZero) {
        long[] slots = new long[Period.SLOTS];
        double last = 0;
        for (int i = 0; i < series.values().length; i++) {
            double value = series.values()[i];
            if (i > 0 || fromZero) {
                double grown = value >= last ? value - last : value;
                slots[slot(series.seconds()[i], period)] += Math.round(grown);
            }
            last = value;
        }
        return new Growth(slots);
    }

    /** A point tells of the time before it. */
    private static int slot(double second, Period period) {
        return period.slot(Instant.ofEpochMilli(Math.round(second * 1_000) - 1));
    }

    long whole() {
        return sum(slots);
    }

    static long sum(long[] counts) {
        return LongStream.of(counts).sum();
    }
}
