package io.bailiwick.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void a_moment_is_written_as_an_operator_thinks_of_it() {
        assertThat(Moment.of("-24h", NOW)).isEqualTo("2026-11-26T12:00:00Z");
        assertThat(Moment.of("-7d", NOW)).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(Moment.of("now", NOW)).isEqualTo(NOW);
        assertThat(Moment.of("2026-11-01", NOW)).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(Moment.of("2026-11-01T10:00:00+02:00", NOW)).isEqualTo("2026-11-01T08:00:00Z");
    }

    @Test
    void what_is_no_moment_is_refused_with_the_forms_that_are() {
        for (String wrong :
                new String[] {"yesterday", "24h", "-24", "2026-13-01", "2026-11-01T10:00:00", "-9999999d"}) {
            assertThatThrownBy(() -> Moment.of(wrong, NOW))
                    .as(wrong)
                    .hasMessageContainingAll("'" + wrong + "'", "-24h", "2026-11-27T09:00:00Z");
        }
    }
}
