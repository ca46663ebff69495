package io.bailiwick.gateway.admin;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The admin connections that are open, and how many may be.
 *
 * <p>Of one too many, the one gives way that came first of those that were let in to nothing yet: were it the newest,
 * whoever holds them all would keep out the probe without which a gateway is taken for dead.
 */
final class AdminConnections {

    private final int most;
    private final Set<Channel> strangers = new LinkedHashSet<>();
    private final Set<Channel> letIn = new HashSet<>();

    AdminConnections(int most) {
        this.most = most;
    }

    /** Closes another for it, or it. */
    void opened(Channel channel) {
        Channel tooMany = add(channel);
        if (tooMany != null) {
            tooMany.close();
        }
        channel.closeFuture().addListener(closed -> remove(channel));
    }

    private synchronized @Nullable Channel add(Channel channel) {
        if (strangers.size() + letIn.size() < most) {
            strangers.add(channel);
            return null;
        }
        Iterator<Channel> first = strangers.iterator();
        if (!first.hasNext()) {
            return channel;
        }
        Channel givesWay = first.next();
        first.remove();
        strangers.add(channel);
        return givesWay;
    }

    /** Whoever sent it may ask for more than a probe. */
    synchronized void letIn(Channel channel) {
        if (strangers.remove(channel)) {
            letIn.add(channel);
        }
    }

    private synchronized void remove(Channel channel) {
        strangers.remove(channel);
        letIn.remove(channel);
    }

    synchronized int count() {
        return strangers.size() + letIn.size();
    }
}
