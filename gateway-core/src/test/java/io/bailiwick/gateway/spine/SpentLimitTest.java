package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.providers.Dialect;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpentLimitTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void one_request_is_back_after_its_share_of_the_whole_time() {
        assertThat(openai("requests", "500", "0", "1m0s")).isEqualTo(Duration.ofMillis(120));
        assertThat(openai("requests", "", "0", "1m0s")).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void tokens_are_waited_for_as_long_as_the_reply_says() {
        assertThat(openai("tokens", "30000", "0", "8.64s")).isEqualTo(Duration.ofMillis(8640));
        assertThat(openai("tokens", "30000", "0", "20ms")).isEqualTo(Duration.ofMillis(20));
        assertThat(openai("tokens", "30000", "0", "6m0s")).isEqualTo(Duration.ofMinutes(6));
        assertThat(openai("tokens", "30000", "0", "1h2m3s")).isEqualTo(Duration.ofSeconds(3723));
        assertThat(openai("tokens", "30000", "0", "7")).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void whoever_has_something_left_or_says_nonsense_does_not_rest() {
        assertThat(openai("tokens", "30000", "1", "6m0s")).isNull();
        for (String nonsense : new String[] {"", "soon", "-5s", "0s", "9".repeat(50), "1s2h"}) {
            assertThat(openai("tokens", "30000", "0", nonsense)).as(nonsense).isNull();
        }
    }

    @Test
    void anthropic_names_a_time() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set("anthropic-ratelimit-output-tokens-limit", "8000")
                .set("anthropic-ratelimit-output-tokens-remaining", "0")
                .set("anthropic-ratelimit-output-tokens-reset", "2026-11-27T12:00:05Z");
        assertThat(SpentLimit.rest(headers, Dialect.ANTHROPIC, () -> NOW)).isEqualTo(Duration.ofSeconds(5));
        assertThat(SpentLimit.rest(headers, Dialect.OPENAI, () -> NOW)).isNull();
        headers.set("anthropic-ratelimit-output-tokens-reset", "2026-11-27T11:59:00Z");
        assertThat(SpentLimit.rest(headers, Dialect.ANTHROPIC, () -> NOW)).isNull();
    }

    private static Duration openai(String kind, String limit, String remaining, String reset) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set("x-ratelimit-limit-" + kind, limit)
                .set("x-ratelimit-remaining-" + kind, remaining)
                .set("x-ratelimit-reset-" + kind, reset);
        return SpentLimit.rest(headers, Dialect.OPENAI, () -> NOW);
    }
}
