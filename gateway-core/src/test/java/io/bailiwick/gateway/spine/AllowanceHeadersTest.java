package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.identity.allowance.Left;
import io.bailiwick.providers.Dialect;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AllowanceHeadersTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.25Z");
    private static final Left LEFT = new Left(new Left.Of(600, 599, Duration.ofMillis(100)), null);

    @Test
    void the_tenants_own_limits_stand_in_the_place_of_the_upstreams() {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set("x-ratelimit-limit-requests", "10000");
        headers.set("X-RateLimit-Remaining-Tokens", "9999");
        headers.set("content-type", "application/json");

        AllowanceHeaders.put(headers, LEFT, Dialect.OPENAI, NOW);

        assertThat(headers.entries().stream().map(header -> header.getKey() + ": " + header.getValue()))
                .containsExactlyInAnyOrder(
                        "content-type: application/json",
                        "x-ratelimit-limit-requests: 600",
                        "x-ratelimit-remaining-requests: 599",
                        "x-ratelimit-reset-requests: 100ms");
    }

    @Test
    void an_anthropic_client_reads_them_in_its_own_words() {
        HttpHeaders headers = new DefaultHttpHeaders();
        AllowanceHeaders.put(headers, new Left(null, LEFT.requests()), Dialect.ANTHROPIC, NOW);
        assertThat(headers.get("anthropic-ratelimit-tokens-limit")).isEqualTo("600");
        assertThat(headers.get("anthropic-ratelimit-tokens-remaining")).isEqualTo("599");
        assertThat(headers.get("anthropic-ratelimit-tokens-reset")).isEqualTo("2026-11-27T12:00:01Z");
        assertThat(headers.size()).isEqualTo(3);
    }

    @Test
    void a_duration_is_never_shown_shorter_than_it_is() {
        assertThat(AllowanceHeaders.shown(Duration.ZERO)).isEqualTo("0ms");
        assertThat(AllowanceHeaders.shown(Duration.ofNanos(1))).isEqualTo("1ms");
        assertThat(AllowanceHeaders.shown(Duration.ofMillis(1_001))).isEqualTo("2s");
        assertThat(AllowanceHeaders.shown(Duration.ofSeconds(90))).isEqualTo("1m30s");
    }
}
