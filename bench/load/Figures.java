package load;

import java.util.Arrays;
import java.util.Locale;

/** Durations as they were seen, all of them kept: what is said of them is exact. */
final class Figures {

    private long[] nanos = new long[1024];
    private int count;

    void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = value;
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    long countAbove(long limit) {
        return Arrays.stream(nanos, 0, count).filter(value -> value > limit).count();
    }

    /** As JSON, in microseconds. */
    String json() {
        Arrays.sort(nanos, 0, count);
        return String.format(
                Locale.ROOT,
                "{\"n\":%d,\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"max\":%.1f}",
                count, at(.5), at(.9), at(.99), at(1));
    }

    private double at(double share) {
        return count == 0 ? 0 : nanos[Math.min(count - 1, (int) (share * count))] / 1e3;
    }
}
