package io.bailiwick.simulator;

import org.jspecify.annotations.Nullable;

/** What TLS said of the other side. */
record Peer(@Nullable String serverName, @Nullable String clientSubject) {
    static final Peer PLAIN = new Peer(null, null);
}
