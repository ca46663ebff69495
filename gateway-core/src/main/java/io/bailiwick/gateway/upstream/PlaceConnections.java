package io.bailiwick.gateway.upstream;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One event loop's connections to one place: what they have in common, and those that wait for a call, newest first. */
final class PlaceConnections implements UpstreamChannel.Returned {

    /** Below what providers keep a connection for, so that we close first. */
    private static final long KEEP_NANOS = 50_000_000_000L;

    private static final int MOST_KEPT = 256;

    private final IdleConnections ofLoop;
    private final RequestBytes requests;
    private final InetSocketAddress name;
    private final Deque<Kept> kept = new ArrayDeque<>();

    PlaceConnections(Place place, IdleConnections ofLoop) {
        URI url = place.url();
        this.ofLoop = ofLoop;
        this.requests = new RequestBytes(place);
        this.name = InetSocketAddress.createUnresolved(HostHeader.bareHost(url), HostHeader.port(url));
    }

    Place place() {
        return requests.place();
    }

    RequestBytes requests() {
        return requests;
    }

    /** Host and port, not looked up yet. */
    InetSocketAddress name() {
        return name;
    }

    /** Through the loop's: nobody may have used this place for so long that it is not known there any more. */
    @Override
    public void idle(Channel channel) {
        ofLoop.keep(place(), channel);
    }

    @Override
    public void stale() {
        ofLoop.drop(place());
    }

    /** A living one; null for none. */
    @Nullable
    Channel take(long nowNanos) {
        while (!kept.isEmpty()) {
            Kept newest = kept.pop();
            if (newest.isFit(nowNanos)) {
                return newest.channel;
            }
            newest.channel.close();
        }
        return null;
    }

    void keep(Channel channel, long nowNanos) {
        if (kept.size() >= MOST_KEPT) {
            kept.removeLast().channel.close();
        }
        kept.push(new Kept(channel, nowNanos));
    }

    /** Closes what has been kept for too long, and forgets what closed meanwhile; says whether one is left. */
    boolean sweep(long nowNanos) {
        kept.removeIf(each -> {
            boolean over = !each.isFit(nowNanos);
            if (over) {
                each.channel.close();
            }
            return over;
        });
        return !kept.isEmpty();
    }

    void close() {
        kept.forEach(each -> each.channel.close());
        kept.clear();
    }

    private record Kept(Channel channel, long sinceNanos) {
        boolean isFit(long nowNanos) {
            return channel.isActive() && nowNanos - sinceNanos < KEEP_NANOS;
        }
    }
}
