package io.bailiwick.gateway.wire;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/** How much a connection holds of what comes and goes. All have the same two objects: Netty would make one of each for each. */
public final class SocketBuffers {

    /** Bytes written that have not left: from the higher mark on a writer waits until no more than the lower is held. */
    public static final WriteBufferWaterMark WRITES = new WriteBufferWaterMark(32 << 10, 64 << 10);

    /** As Netty's own for a stream of bytes: buffers grow with what comes, and it reads sixteen times before others are served. */
    public static final RecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(16);

    private SocketBuffers() {}
}
