package io.bailiwick.gateway.wire;

import io.netty.channel.ChannelHandler;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * What the connections of an event loop have to send is sent at the end of its round, one connection after the other: the
 * kernel's way to the wire and ours through a request do not fit into a core's cache together, and each is then walked once
 * for many requests. Nothing waits for another round.
 */
public final class FlushesTogether {

    /** After so many flushes of one connection in one round, one is done at once. */
    private static final int MOST_IN_A_ROUND = 256;

    private FlushesTogether() {}

    public static ChannelHandler handler() {
        return new FlushConsolidationHandler(MOST_IN_A_ROUND, true);
    }
}
