package io.bailiwick.gateway.upstream;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One event loop's kept connections, newest first, by the place that each is bound to. */
final class IdleConnections {

    /** Below what providers keep a connection for, so that we close first. */
    private static final long KEEP_NANOS = 50_000_000_000L;

    private static final int KEEP_PER_PLACE = 256;

    private final Map<Place, Deque<Kept>> byPlace = new HashMap<>();
    private final LongSupplier nanoTime;

    IdleConnections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A living connection of exactly that place; null for none. */
    @Nullable
    Channel take(Place place, long nowNanos) {
        Deque<Kept> kept = byPlace.get(place);
        while (kept != null && !kept.isEmpty()) {
            Kept newest = kept.pop();
            if (newest.channel.isActive() && nowNanos - newest.sinceNanos < KEEP_NANOS) {
                return newest.channel;
            }
            newest.channel.close();
        }
        return null;
    }

    void keep(Place place, Channel channel) {
        Deque<Kept> kept = byPlace.get(place);
        if (kept == null) {
            kept = new ArrayDeque<>();
            byPlace.put(place, kept);
        }
        if (kept.size() >= KEEP_PER_PLACE) {
            kept.removeLast().channel.close();
        }
        kept.push(new Kept(channel, nanoTime.getAsLong()));
    }

    /** Closes what has been kept for too long, and forgets what closed meanwhile. */
    void sweep() {
        long now = nanoTime.getAsLong();
        byPlace.values()
                .forEach(kept -> kept.removeIf(each -> {
                    boolean over = !each.channel.isActive() || now - each.sinceNanos >= KEEP_NANOS;
                    if (over) {
                        each.channel.close();
                    }
                    return over;
                }));
        byPlace.values().removeIf(Deque::isEmpty);
    }

    /** Closes every kept connection of that place. */
    void drop(Place place) {
        Deque<Kept> kept = byPlace.remove(place);
        if (kept != null) {
            kept.forEach(each -> each.channel.close());
        }
    }

    void closeAll() {
        byPlace.values().forEach(kept -> kept.forEach(each -> each.channel.close()));
        byPlace.clear();
    }

    private record Kept(Channel channel, long sinceNanos) {}
}
