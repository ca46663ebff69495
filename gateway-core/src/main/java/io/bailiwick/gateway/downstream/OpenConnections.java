package io.bailiwick.gateway.downstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The client connections that are open, how many may be, and whether they are to go away. */
public final class OpenConnections {

    private final int most;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    public OpenConnections(int most) {
        this.most = most;
    }

    /** False where there are as many as there may be. */
    boolean opened(Channel channel) {
        if (open.size() >= most) {
            return false;
        }
        open.add(channel);
        return true;
    }

    void closed(Channel channel) {
        open.remove(channel);
    }

    /** From now on each connection closes after the reply that is under way. */
    public void drain() {
        draining = true;
    }

    public boolean draining() {
        return draining;
    }

    public int count() {
        return open.size();
    }

    /** How many have something of a reply left to send. */
    public int unread() {
        int unread = 0;
        for (Channel channel : open) {
            ChannelOutboundBuffer left = channel.unsafe().outboundBuffer();
            unread += left != null && left.totalPendingWriteBytes() > 0 ? 1 : 0;
        }
        return unread;
    }

    public void closeAll() {
        open.forEach(Channel::close);
    }
}
