package io.bailiwick.identity;

import io.bailiwick.identity.Identification.Waited;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's keys: fetched off the event loops, believed while they are fresh, asked for anew when a token names one
 * that is missing, but never more often than {@link Times#spacing} lets.
 */
public final class IssuerKeys {

    /** Whoever comes beyond these is told to come back. */
    private static final int MOST_WAITING = 1_000;

    private final URI url;
    private final FetchKeys fetch;
    private final LongSupplier nanoTime;
    private final SourcesObserver observer;
    private final Times times;
    private final List<Wait> waiting = new ArrayList<>();
    private volatile @Nullable Held held;
    private boolean fetching;
    private boolean lastFailed;
    private long begun;
    private long begunNanos;

    IssuerKeys(URI url, FetchKeys fetch, LongSupplier nanoTime, SourcesObserver observer, Times times) {
        this.url = url;
        this.fetch = fetch;
        this.nanoTime = nanoTime;
        this.observer = observer;
        this.times = times;
    }

    /**
     * How often an issuer is asked, and how long its word counts.
     *
     * @param refresh asked again when the keys are this old
     * @param spacing never asked twice within this
     * @param retry asked again this long after it did not answer
     * @param mostAge keys older than this are not believed
     */
    public record Times(Duration refresh, Duration spacing, Duration retry, Duration mostAge) {

        public static final Times USUAL =
                new Times(Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofHours(1));
    }

    private record Held(KeySet keys, long fetchedNanos) {}

    /** {@code fetch} is the number of the first fetch that can know the answer. */
    private record Wait(@Nullable String kid, long fetch, Consumer<Waited> told) {}

    /** Null where there are none, or where they are too old to be believed. */
    @Nullable
    KeySet fresh() {
        Held now = held;
        return now != null && nanoTime.getAsLong() - now.fetchedNanos <= times.mostAge.toNanos() ? now.keys : null;
    }

    /** Tells when that key is here, or when an answer that was asked for from now on has come. */
    void await(@Nullable String kid, Consumer<Waited> told) {
        boolean waits;
        synchronized (waiting) {
            waits = waiting.size() < MOST_WAITING && !(lastFailed && fresh() == null && !mayBegin());
            if (waits) {
                waiting.add(new Wait(kid, begun + 1, told));
            }
        }
        if (waits) {
            look();
        } else {
            told.accept(Waited.UNANSWERED);
        }
    }

    /** Fetches if it is time to: called again and again by whoever keeps the sources, and when somebody begins to wait. */
    void look() {
        synchronized (waiting) {
            if (fetching || !mayBegin() || (waiting.isEmpty() && !isDue())) {
                return;
            }
            fetching = true;
            begun++;
            begunNanos = nanoTime.getAsLong();
        }
        fetch.fetch(url, this::found, this::failed);
    }

    private boolean mayBegin() {
        return begun == 0 || nanoTime.getAsLong() - begunNanos >= times.spacing.toNanos();
    }

    private boolean isDue() {
        Held now = held;
        long age = nanoTime.getAsLong() - begunNanos;
        return begun == 0 || age >= (lastFailed || now == null ? times.retry : times.refresh).toNanos();
    }

    private void found(byte[] bytes) {
        KeySet next;
        try {
            next = KeySet.read(bytes);
        } catch (UnreadableException bad) {
            failed(bad.why());
            return;
        } catch (RuntimeException hostile) { // whatever an issuer sends, the fetch is over and the next may come
            failed("publishes what no reader of key sets expects: "
                    + hostile.getClass().getSimpleName());
            return;
        }
        Held before = held;
        boolean same = before != null && before.keys.sameAs(next);
        List<Wait> over;
        synchronized (waiting) {
            // The same object while nothing changed: what was checked with it stays checked.
            held = new Held(before != null && same ? before.keys : next, begunNanos);
            over = over(wait -> wait.fetch <= begun || next.has(wait.kid));
            fetching = false;
            lastFailed = false;
        }
        if (!same) {
            observer.read(url.toString(), next.size() + " keys");
        }
        over.forEach(wait -> wait.told.accept(Waited.ANSWERED));
    }

    private void failed(String why) {
        List<Wait> over;
        boolean first;
        synchronized (waiting) {
            over = over(wait -> wait.fetch <= begun);
            first = !lastFailed;
            fetching = false;
            lastFailed = true;
        }
        if (first) {
            observer.failed(
                    url.toString(),
                    why,
                    fresh() == null
                            ? "tokens are answered with identity_unavailable"
                            : "its last keys count for " + times.mostAge.toMinutes() + " minutes from when they came");
        }
        over.forEach(wait -> wait.told.accept(Waited.UNANSWERED));
    }

    private List<Wait> over(Predicate<Wait> isOver) {
        List<Wait> over = new ArrayList<>();
        waiting.removeIf(wait -> isOver.test(wait) && over.add(wait));
        return over;
    }
}
