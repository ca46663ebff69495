package io.bailiwick.credentials;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's token: what is held now, and when the next is asked for.
 *
 * <p>Of a reply only the length of the token's life is taken: a wall clock that is set would stretch it, or end it.
 */
final class HeldToken {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private volatile TokenAsk ask;
    private volatile @Nullable AccessToken token;
    private volatile boolean refused;
    private long overNanos;
    private @Nullable Long dueNanos;
    private @Nullable Long askedNanos;
    private boolean asking;
    private int failures;
    private @Nullable String lastFailure;

    HeldToken(TokenAsk ask) {
        this.ask = ask;
    }

    TokenAsk ask() {
        return ask;
    }

    /** Read with every attempt, so it waits for nobody. */
    @Nullable
    Secret value() {
        AccessToken held = token;
        return held == null ? null : held.value();
    }

    /** The endpoint did not take it: worth asking for another, now and then. */
    void refused() {
        refused = true;
    }

    /** A new policy asks the same; with another secret it asks at once. */
    synchronized void askAs(TokenAsk next) {
        if (!next.identity().isSameProof(ask.identity())) {
            dueNanos = null;
            failures = 0;
        }
        ask = next;
    }

    /** Ends what has ended, and asks where it is time. */
    void look(FetchToken fetch, LongSupplier nanoTime, TokenObserver observer) {
        TokenAsk now = begin(nanoTime.getAsLong(), observer);
        if (now != null) {
            fetch.fetch(
                    now,
                    given -> found(now, given, nanoTime.getAsLong(), observer),
                    why -> failed(now, why, nanoTime.getAsLong(), observer));
        }
    }

    private synchronized @Nullable TokenAsk begin(long nowNanos, TokenObserver observer) {
        if (token != null && nowNanos - overNanos >= 0) {
            token = null;
            observer.over(ask);
        }
        if (refused && askedNanos != null && nowNanos - askedNanos >= AFTER_REFUSAL.toNanos()) {
            dueNanos = nowNanos;
        }
        if (asking || (dueNanos != null && nowNanos - dueNanos < 0)) {
            return null;
        }
        refused = false;
        asking = true;
        askedNanos = nowNanos;
        return ask;
    }

    private synchronized void found(TokenAsk asked, AccessToken given, long nowNanos, TokenObserver observer) {
        asking = false;
        failures = 0;
        lastFailure = null;
        token = given;
        overNanos = nowNanos + given.untilOver().toNanos();
        dueNanos = asked.identity().isSameProof(ask.identity())
                ? Long.valueOf(nowNanos + given.untilDue().toNanos())
                : null;
        observer.given(ask, given.ends());
    }

    private synchronized void failed(TokenAsk asked, String why, long nowNanos, TokenObserver observer) {
        asking = false;
        if (!asked.identity().isSameProof(ask.identity())) {
            dueNanos = null;
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 6));
        dueNanos = nowNanos + (pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause).toNanos();
        failures++;
        lastFailure = why;
        observer.failed(ask, why, token == null);
    }

    synchronized CredentialStanding standing() {
        AccessToken held = token;
        return new CredentialStanding(
                ask.identity().said(), held != null, held == null ? null : held.ends(), failures, lastFailure);
    }
}
