package io.bailiwick.gateway.spine;

import io.bailiwick.identity.allowance.Left;
import io.bailiwick.providers.Dialect;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a tenant what is left of its allowance, in its dialect; the upstream's own limits are not the tenant's. */
final class AllowanceHeaders {

    private AllowanceHeaders() {}

    static void put(HttpHeaders headers, Left left, Dialect dialect, Instant now) {
        headers.names().stream()
                .filter(name -> isOfTheUpstream(name.toLowerCase(Locale.ROOT)))
                .forEach(headers::remove);
        kind(headers, "requests", left.requests(), dialect, now);
        kind(headers, "tokens", left.tokens(), dialect, now);
    }

    private static boolean isOfTheUpstream(String name) {
        return name.startsWith("x-ratelimit-") || name.startsWith("anthropic-ratelimit-");
    }

    private static void kind(HttpHeaders headers, String kind, Left.@Nullable Of left, Dialect dialect, Instant now) {
        if (left == null) {
            return;
        }
        if (dialect == Dialect.ANTHROPIC) {
            String name = "anthropic-ratelimit-" + kind;
            headers.set(name + "-limit", left.limit());
            headers.set(name + "-remaining", left.remaining());
            headers.set(name + "-reset", whole(now.plus(left.full())).toString());
        } else {
            headers.set("x-ratelimit-limit-" + kind, left.limit());
            headers.set("x-ratelimit-remaining-" + kind, left.remaining());
            headers.set("x-ratelimit-reset-" + kind, shown(left.full()));
        }
    }

    /** The second after which it is true. */
    private static Instant whole(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? time : second.plusSeconds(1);
    }

    /** {@code 20ms}, {@code 7s}, {@code 1m30s}: as OpenAI writes durations, rounded up. */
    static String shown(Duration time) {
        long millis = time.plusNanos(999_999).toMillis();
        if (millis < 1_000) {
            return millis + "ms";
        }
        long seconds = (millis + 999) / 1_000;
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }
}
