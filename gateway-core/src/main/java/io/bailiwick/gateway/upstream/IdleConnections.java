package io.bailiwick.gateway.upstream;

import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One event loop's kept connections, by the place that each is bound to; and, until the next sweep, places whose connections are all out. */
final class IdleConnections {

    private final Map<Place, PlaceConnections> byPlace = new HashMap<>();
    private final LongSupplier nanoTime;

    IdleConnections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A living connection of exactly that place, the newest; null for none. */
    @Nullable
    Channel take(Place place, long nowNanos) {
        PlaceConnections known = byPlace.get(place);
        return known == null ? null : known.take(nowNanos);
    }

    PlaceConnections at(Place place) {
        PlaceConnections known = byPlace.get(place);
        if (known == null) {
            known = new PlaceConnections(place, this);
            byPlace.put(place, known);
        }
        return known;
    }

    void keep(Place place, Channel channel) {
        at(place).keep(channel, nanoTime.getAsLong());
    }

    /** Closes what has been kept for too long, and forgets what closed meanwhile. */
    void sweep() {
        long now = nanoTime.getAsLong();
        byPlace.values().removeIf(each -> !each.sweep(now));
    }

    /** Closes every kept connection of that place. */
    void drop(Place place) {
        PlaceConnections known = byPlace.get(place);
        if (known != null) {
            known.close();
        }
    }

    void closeAll() {
        byPlace.values().forEach(PlaceConnections::close);
        byPlace.clear();
    }
}
