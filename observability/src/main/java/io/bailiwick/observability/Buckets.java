package io.bailiwick.observability;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** The upper bounds of histograms, fine where an on-call engineer has to tell good from bad. */
final class Buckets {

    static final List<Duration> WHOLE_REQUEST =
            millis(10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240, 20_480, 40_960, 81_920, 163_840);

    static final List<Duration> FIRST_TOKEN =
            millis(10, 25, 50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000);

    static final List<Duration> EACH_TOKEN = millis(10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1_000, 2_500);

    static final List<Duration> OVERHEAD = micros(250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000);

    private Buckets() {}

    private static List<Duration> millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toList();
    }

    private static List<Duration> micros(long... bounds) {
        return LongStream.of(bounds)
                .mapToObj(each -> Duration.ofNanos(each * 1_000))
                .toList();
    }
}
