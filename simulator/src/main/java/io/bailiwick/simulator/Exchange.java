package io.bailiwick.simulator;

import org.jspecify.annotations.Nullable;

/** A request that is to be answered; {@code last} is none, but the end of them. */
record Exchange(
        Reception reception, RequestHead head, @Nullable Fault fault, boolean last) {

    static Exchange of(Reception reception, RequestHead head, @Nullable Fault fault) {
        return new Exchange(reception, head, fault, false);
    }

    static Exchange noMore() {
        return new Exchange(new Reception(0, Peer.PLAIN), RequestHead.NONE, null, true);
    }
}
