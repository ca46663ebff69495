package io.bailiwick.simulator;

import java.io.IOException;

/** The peer went away while a reply was being made. */
final class PeerGoneException extends IOException {
    private static final long serialVersionUID = 1;

    PeerGoneException() {
        super("the peer went away");
    }
}
