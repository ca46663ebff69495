package io.bailiwick.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ManualTimeTest {

    @Test
    void time_stands_until_it_is_advanced() {
        ManualTime time = ManualTime.standingAt(Instant.EPOCH);
        Clock elsewhere = time.withZone(ZoneId.of("Europe/Berlin"));

        assertThat(time.instant()).isEqualTo(Instant.EPOCH);
        time.advance(Duration.ofSeconds(3));
        assertThat(time.instant()).isEqualTo(Instant.ofEpochSecond(3));
        assertThat(elsewhere.instant()).isEqualTo(Instant.ofEpochSecond(3));
        assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(time.getAsLong()).isEqualTo(3_000_000_000L);
    }

    @Test
    void time_does_not_go_back() {
        assertThatThrownBy(() -> ManualTime.standing().advance(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
