package io.bailiwick.credentials;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the tokens of the policy in force fresh; whoever has a thread calls {@link #look} a few times a second. */
public final class FreshTokens {

    private final FetchToken fetch;
    private final Clock clock;
    private final TokenObserver observer;
    private volatile List<HeldToken> kept = List.of();

    public FreshTokens(FetchToken fetch, Clock clock, TokenObserver observer) {
        this.fetch = fetch;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * Keeps those of {@code credentials} that are tokens, and no others. What was given to the same holder for the same
     * endpoint goes on being shown, by an older policy's requests, too.
     */
    public synchronized void replace(Collection<Credential> credentials) {
        List<HeldToken> before = kept;
        kept = credentials.stream()
                .map(each -> each.heldFrom(before))
                .filter(held -> held != null)
                .distinct()
                .toList();
    }

    public void look() {
        for (HeldToken held : kept) {
            held.look(fetch, clock, observer);
        }
    }

    /** The one that goes on; null for none. */
    static @Nullable HeldToken goesOn(TokenAsk ask, Collection<HeldToken> before) {
        for (HeldToken held : before) {
            if (ask.goesOnFrom(held.ask())) {
                return held;
            }
        }
        return null;
    }
}
