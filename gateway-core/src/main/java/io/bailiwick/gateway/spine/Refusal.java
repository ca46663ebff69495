package io.bailiwick.gateway.spine;

import io.bailiwick.routing.PassedOver;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A no: what the client reads, who was considered, and whether coming back can help.
 *
 * @param param the part of the request that is at fault, where one is
 * @param retryable usually the code's; false where this very no cannot change by waiting
 * @param retryAfter how long to wait, where a retry can help
 * @param peer where another gateway would serve it
 */
public record Refusal(
        RefusalCode code,
        String message,
        @Nullable String param,
        List<PassedOver> candidates,
        boolean retryable,
        @Nullable Duration retryAfter,
        @Nullable String peer) {

    /** How long a client waits where nothing says better. */
    public static final Duration SOON = Duration.ofSeconds(1);

    public Refusal {
        candidates = List.copyOf(candidates);
    }

    public static Refusal of(RefusalCode code, String message) {
        return new Refusal(code, message, null, List.of(), code.retryable(), code.retryable() ? SOON : null, null);
    }

    public static Refusal of(RefusalCode code, String message, @Nullable String param) {
        return new Refusal(code, message, param, List.of(), code.retryable(), code.retryable() ? SOON : null, null);
    }

    public Refusal considering(List<PassedOver> considered) {
        return new Refusal(code, message, param, considered, retryable, retryAfter, peer);
    }

    public Refusal beyondRetry() {
        return new Refusal(code, message, param, candidates, false, null, peer);
    }

    public Refusal retryAfter(Duration wait) {
        return new Refusal(code, message, param, candidates, retryable, wait, peer);
    }

    public Refusal atPeer(@Nullable String url) {
        return new Refusal(code, message, param, candidates, retryable, retryAfter, url);
    }
}
