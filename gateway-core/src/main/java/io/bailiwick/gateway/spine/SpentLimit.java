package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Dialect;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a reply says of a limit of which nothing remains: how long until some of it is back. */
final class SpentLimit {

    /** {@code 20ms}, {@code 8.64s}, {@code 6m0s}, {@code 1h2m3s}, or plain seconds. */
    private static final Pattern LENGTH = Pattern.compile(
            "(?:(\\d{1,4})h)?(?:(\\d{1,5})m(?!s))?(?:(\\d{1,7}(?:\\.\\d{1,9})?)(?:s|$))?(?:(\\d{1,9}(?:\\.\\d{1,6})?)ms)?");

    /** What is shorter is over before anybody could be told. */
    static final Duration SHORTEST = Duration.ofMillis(10);

    private static final List<Kind> OPENAI = List.of(
            Kind.of("x-ratelimit-", "-requests", true, Kind.Order.KIND_LAST),
            Kind.of("x-ratelimit-", "-tokens", false, Kind.Order.KIND_LAST));
    private static final List<Kind> ANTHROPIC = List.of(
            Kind.of("anthropic-ratelimit-", "requests-", true, Kind.Order.KIND_FIRST),
            Kind.of("anthropic-ratelimit-", "tokens-", false, Kind.Order.KIND_FIRST),
            Kind.of("anthropic-ratelimit-", "input-tokens-", false, Kind.Order.KIND_FIRST),
            Kind.of("anthropic-ratelimit-", "output-tokens-", false, Kind.Order.KIND_FIRST));

    private SpentLimit() {}

    /** Null where something is left of every limit that the head names, or where it does not say when there will be. */
    static @Nullable Duration rest(HttpHeaders headers, Dialect dialect, InstantSource clock) {
        Duration longest = null;
        for (Kind kind : dialect == Dialect.ANTHROPIC ? ANTHROPIC : OPENAI) {
            Duration rest = "0".equals(headers.get(kind.remaining())) ? kind.rest(headers, clock.instant()) : null;
            if (rest != null && (longest == null || rest.compareTo(longest) > 0)) {
                longest = rest;
            }
        }
        return longest;
    }

    /** One limit's headers; of one that counts requests, one comes back after its share of the whole time. */
    private record Kind(AsciiString limit, AsciiString remaining, AsciiString reset, boolean countsRequests) {

        enum Order {
            KIND_FIRST,
            KIND_LAST
        }

        static Kind of(String prefix, String kind, boolean countsRequests, Order order) {
            boolean first = order == Order.KIND_FIRST;
            return new Kind(
                    AsciiString.cached(first ? prefix + kind + "limit" : prefix + "limit" + kind),
                    AsciiString.cached(first ? prefix + kind + "remaining" : prefix + "remaining" + kind),
                    AsciiString.cached(first ? prefix + kind + "reset" : prefix + "reset" + kind),
                    countsRequests);
        }

        @Nullable
        Duration rest(HttpHeaders headers, Instant now) {
            Duration whole = length(headers.get(reset), now);
            if (whole == null || whole.isZero() || whole.isNegative()) {
                return null;
            }
            String many = headers.get(limit);
            Duration rest = countsRequests && many != null && many.matches("[1-9]\\d{0,8}")
                    ? whole.dividedBy(Long.parseLong(many))
                    : whole;
            return rest.compareTo(SHORTEST) < 0 ? null : rest;
        }

        private static @Nullable Duration length(@Nullable String reset, Instant now) {
            if (reset == null || reset.isEmpty() || reset.length() > 40) {
                return null;
            }
            if (reset.indexOf('T') > 0) {
                return until(reset, now);
            }
            Matcher parts = LENGTH.matcher(reset);
            if (!parts.matches()) {
                return null;
            }
            return Duration.ofHours(whole(parts.group(1)))
                    .plusMinutes(whole(parts.group(2)))
                    .plusMillis(Math.round(1000 * decimal(parts.group(3)) + decimal(parts.group(4))));
        }

        private static @Nullable Duration until(String time, Instant now) {
            try {
                return Duration.between(now, Instant.parse(time));
            } catch (DateTimeException noTime) {
                return null;
            }
        }

        private static long whole(@Nullable String digits) {
            return digits == null ? 0 : Long.parseLong(digits);
        }

        private static double decimal(@Nullable String digits) {
            return digits == null ? 0 : Double.parseDouble(digits);
        }
    }
}
