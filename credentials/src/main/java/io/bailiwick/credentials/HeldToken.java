package io.bailiwick.credentials;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One endpoint's token: what is held now, and when the next is asked for. */
final class HeldToken {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private volatile TokenAsk ask;
    private volatile @Nullable AccessToken token;
    private volatile boolean refused;
    private @Nullable Instant due;
    private @Nullable Instant asked;
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
            due = null;
            failures = 0;
        }
        ask = next;
    }

    /** Ends what has ended, and asks where it is time. */
    void look(FetchToken fetch, Clock clock, TokenObserver observer) {
        TokenAsk now = begin(clock.instant(), observer);
        if (now != null) {
            fetch.fetch(now, given -> found(now, given, observer), why -> failed(now, why, clock, observer));
        }
    }

    private synchronized @Nullable TokenAsk begin(Instant now, TokenObserver observer) {
        AccessToken held = token;
        if (held != null && held.isOver(now)) {
            token = null;
            observer.over(ask);
        }
        if (refused && asked != null && !now.isBefore(asked.plus(AFTER_REFUSAL))) {
            due = now;
        }
        if (asking || (due != null && now.isBefore(due))) {
            return null;
        }
        refused = false;
        asking = true;
        asked = now;
        return ask;
    }

    private synchronized void found(TokenAsk asked, AccessToken given, TokenObserver observer) {
        asking = false;
        failures = 0;
        lastFailure = null;
        token = given;
        due = asked.identity().isSameProof(ask.identity()) ? given.due() : null;
        observer.given(ask, given.ends());
    }

    private synchronized void failed(TokenAsk asked, String why, Clock clock, TokenObserver observer) {
        asking = false;
        if (!asked.identity().isSameProof(ask.identity())) {
            due = null;
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 6));
        due = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
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
