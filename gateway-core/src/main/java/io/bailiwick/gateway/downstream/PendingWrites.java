package io.bailiwick.gateway.downstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What was written to a client and has not left. */
final class PendingWrites {

    private PendingWrites() {}

    static boolean any(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer != null && buffer.totalPendingWriteBytes() > 0;
    }
}
