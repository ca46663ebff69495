package io.bailiwick.identity.allowance;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one tenant has asked for in one jurisdiction. Requests and tokens go together or not at all, under one lock. */
final class Account {

    /** No upstream's count puts a tenant out for longer than so many minutes. */
    private static final long MOST_MINUTES_OWED = 60;

    private final LongSupplier nanoTime;
    private @Nullable Meter requests;
    private @Nullable Meter tokens;

    Account(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Under {@code allowance}, which may have changed since the last time; no estimate is more than a minute's worth. */
    synchronized Reserving reserve(Allowance allowance, long estimatedTokens) {
        requests = metered(requests, allowance.requestsPerMinute());
        tokens = metered(tokens, allowance.tokensPerMinute());
        long estimate = tokens == null ? 0 : Math.max(0, Math.min(estimatedTokens, tokens.perMinute()));
        if (requests != null && !requests.take(1)) {
            Duration wait = requests.waitFor(1);
            return tooMuch(wait, tokens == null ? Duration.ZERO : tokens.waitFor(estimate));
        }
        if (tokens != null && !tokens.take(estimate)) {
            if (requests != null) {
                requests.giveBack(1);
            }
            return new Reserving.TooMuch(Reserving.TooMuch.TOKENS, tokens.waitFor(estimate));
        }
        return new Reservation(this, estimate);
    }

    private static Reserving.TooMuch tooMuch(Duration forRequests, Duration forTokens) {
        return forTokens.compareTo(forRequests) > 0
                ? new Reserving.TooMuch(Reserving.TooMuch.TOKENS, forTokens)
                : new Reserving.TooMuch(Reserving.TooMuch.REQUESTS, forRequests);
    }

    private @Nullable Meter metered(@Nullable Meter meter, @Nullable Long perMinute) {
        if (perMinute == null) {
            return null;
        }
        if (meter == null) {
            return new Meter(perMinute, nanoTime);
        }
        meter.allow(perMinute);
        return meter;
    }

    synchronized void settle(long reserved, long used) {
        if (tokens != null) {
            tokens.giveBack(reserved - used);
            tokens.owe(Math.min(used - reserved, MOST_MINUTES_OWED * tokens.perMinute()));
        }
    }

    synchronized void giveBack(long reserved) {
        if (requests != null) {
            requests.giveBack(1);
        }
        if (tokens != null) {
            tokens.giveBack(reserved);
        }
    }

    synchronized Left left() {
        return new Left(requests == null ? null : requests.left(), tokens == null ? null : tokens.left());
    }
}
