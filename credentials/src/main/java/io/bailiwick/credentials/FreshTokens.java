package io.bailiwick.credentials;

import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps the tokens of the policy in force fresh; whoever has a thread calls {@link #look} a few times a second. */
public final class FreshTokens {

    private final FetchToken fetch;
    private final LongSupplier nanoTime;
    private final TokenObserver observer;
    private volatile List<HeldToken> kept = List.of();

    /** {@code nanoTime} as {@link System#nanoTime}: it neither stands nor is set. */
    public FreshTokens(FetchToken fetch, LongSupplier nanoTime, TokenObserver observer) {
        this.fetch = fetch;
        this.nanoTime = nanoTime;
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
            held.look(fetch, nanoTime, observer);
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
