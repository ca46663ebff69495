package io.bailiwick.gateway.spine;

import io.bailiwick.routing.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that was begun, and how it ended.
 *
 * @param number from 1
 * @param spanId what the endpoint was told to be its parent
 * @param startedNanos after the request was accepted
 * @param result {@code ok}, {@code 4xx}, {@code 429}, {@code 5xx}, {@code connect}, {@code timeout}, {@code reset},
 *     {@code malformed}, {@code contradicted}, {@code cancelled}, {@code withdrawn} or {@code stopped}
 * @param status what the upstream answered, if it did
 * @param requestId what the upstream calls this attempt, if it says
 */
public record AttemptRecord(
        int number,
        Candidate candidate,
        String spanId,
        String result,
        @Nullable Integer status,
        @Nullable String requestId,
        long startedNanos,
        long durationNanos) {

    public boolean succeeded() {
        return result.equals("ok");
    }
}
