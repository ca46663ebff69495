package io.bailiwick.routing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a route behaves, whatever the jurisdiction.
 *
 * @param attempts at most this many endpoints are tried
 * @param longestWait how long a request may wait for an endpoint where none takes it; null fails at once
 * @param state name of the only endpoint that may hold state ({@code store}, {@code previous_response_id} …)
 */
public record RouteOptions(
        List<String> aliases,
        int attempts,
        Set<RetryOn> retryOn,
        Timeouts timeouts,
        @Nullable Duration longestWait,
        @Nullable String state) {

    public static final RouteOptions DEFAULT =
            new RouteOptions(List.of(), 3, RetryOn.ALL, Timeouts.DEFAULT, null, null);

    /** A request goes to no more endpoints than this, whatever a policy says. */
    public static final int MOST_ATTEMPTS = 3;

    public RouteOptions {
        aliases = List.copyOf(aliases);
        retryOn = Set.copyOf(retryOn);
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts: " + attempts + " (expected: 1 to 3)");
        }
    }

    /** Whether a request may wait for an endpoint, inside its jurisdiction. */
    public boolean waits() {
        return longestWait != null;
    }

    /** How long each part of an exchange may take. */
    public record Timeouts(Duration connect, Duration firstEvent, Duration betweenEvents, Duration request) {

        public static final Timeouts DEFAULT = new Timeouts(
                Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(10));

        public Timeouts {
            for (Duration each : List.of(connect, firstEvent, betweenEvents, request)) {
                if (each.isNegative() || each.isZero()) {
                    throw new IllegalArgumentException("a timeout of " + each + " (expected: more than 0)");
                }
            }
        }
    }
}
