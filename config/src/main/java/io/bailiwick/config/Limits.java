package io.bailiwick.config;

import java.time.Duration;

/**
 * Everything that this process allows at most.
 *
 * @param bodyBytes a request's body
 * @param replyBytes a unary reply that is held whole
 * @param headerBytes a message's header lines together
 * @param bufferedBytes all held bodies and replies together
 * @param connections client connections
 * @param requests exchanges under way
 * @param waiting exchanges that wait for an endpoint
 * @param headerCount a message's header lines
 * @param lineBytes a request line
 * @param jsonDepth nesting of a JSON body
 * @param eventBytes one event of a stream
 * @param headTime until a request's head is read
 * @param bodyTime until a request's body is read
 * @param idle a client connection without a request
 * @param drain exchanges under way at a shutdown
 * @param drill a rehearsed outage, with the time before and after it
 */
public record Limits(
        int bodyBytes,
        int replyBytes,
        int headerBytes,
        long bufferedBytes,
        int connections,
        int requests,
        int waiting,
        int headerCount,
        int lineBytes,
        int jsonDepth,
        int eventBytes,
        Duration headTime,
        Duration bodyTime,
        Duration idle,
        Duration drain,
        Duration drill) {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    public static final Limits DEFAULT = new Limits(
            16 * MIB,
            16 * MIB,
            64 * KIB,
            256L * MIB,
            20_000,
            4_000,
            1_000,
            100,
            8 * KIB,
            64,
            MIB,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofHours(1));

    public Limits {
        long least = Math.min(
                Math.min(Math.min(bodyBytes, replyBytes), Math.min(headerBytes, bufferedBytes)),
                Math.min(
                        Math.min(connections, Math.min(requests, waiting)),
                        Math.min(headerCount, Math.min(lineBytes, jsonDepth))));
        if (Math.min(least, eventBytes) < 1) {
            throw new IllegalArgumentException("a limit of " + Math.min(least, eventBytes) + " (expected: 1 or more)");
        }
        for (Duration each : new Duration[] {headTime, bodyTime, idle, drain, drill}) {
            if (each.isNegative() || each.isZero()) {
                throw new IllegalArgumentException("a limit of " + each + " (expected: more than 0)");
            }
        }
    }
}
