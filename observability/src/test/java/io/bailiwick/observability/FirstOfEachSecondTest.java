package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstOfEachSecondTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // a clock that turns over is no surprise
    private final FirstOfEachSecond few = new FirstOfEachSecond(3, now::get);

    private long passed(int asking) {
        return IntStream.range(0, asking).filter(each -> few.isOneMore()).count();
    }

    @Test
    void a_flood_is_its_first_few_and_whoever_comes_now_and_then_always_passes() {
        assertThat(passed(10)).isEqualTo(3);
        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(passed(10)).isZero();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(passed(10)).isEqualTo(3);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        for (int i = 0; i < 20; i++) {
            now.addAndGet(Duration.ofMillis(500).toNanos());
            assertThat(passed(1)).isEqualTo(1);
        }
    }
}
