package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long an endpoint asks to be left alone. */
class UpstreamHeadTest {

    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

    @Test
    void milliseconds_count_before_seconds_and_a_date_is_a_length_too() {
        assertThat(asked("retry-after-ms", "250", "retry-after", "7")).isEqualTo(Duration.ofMillis(250));
        assertThat(asked("retry-after", "1.5")).isEqualTo(Duration.ofMillis(1500));
        assertThat(asked("retry-after", "Sun, 29 Nov 2026 08:00:09 GMT")).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void whoever_asks_for_no_time_at_all_has_not_asked() {
        assertThat(asked()).isNull();
        assertThat(asked("retry-after", "0")).isNull();
        assertThat(asked("retry-after", "0.001")).isNull();
        assertThat(asked("retry-after-ms", "0")).isNull();
        assertThat(asked("retry-after", "Sun, 29 Nov 2026 07:59:59 GMT")).isNull();
        assertThat(asked("retry-after", "soon")).isNull();
        assertThat(asked("retry-after-ms", "0", "retry-after", "7")).isEqualTo(Duration.ofSeconds(7));
    }

    private static @Nullable Duration asked(String... lines) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (int i = 0; i < lines.length; i += 2) {
            headers.add(lines[i], lines[i + 1]);
        }
        return UpstreamHead.retryAfter(headers, NOW);
    }
}
