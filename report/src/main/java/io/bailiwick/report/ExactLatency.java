package io.bailiwick.report;

import java.util.Arrays;

/** Every time that was logged, four bytes each. */
final class ExactLatency implements Latency {

    private int[] micros = new int[16];
    private int count;

    void add(long time) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, count * 2);
        }
        micros[count++] = (int) Math.min(Integer.MAX_VALUE, time);
    }

    @Override
    public long count() {
        return count;
    }

    /** The nearest rank: a time that really was. */
    @Override
    public double millis(double share) {
        int[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1_000.0;
    }

    @Override
    public Latency and(Latency other) {
        ExactLatency both = new ExactLatency();
        both.micros = new int[Math.max(1, count + (int) other.count())];
        both.take(this);
        both.take((ExactLatency) other);
        return both;
    }

    private void take(ExactLatency from) {
        System.arraycopy(from.micros, 0, micros, count, from.count);
        count += from.count;
    }
}
