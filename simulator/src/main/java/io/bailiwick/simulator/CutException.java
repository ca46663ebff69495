package io.bailiwick.simulator;

import java.io.IOException;

/** A staged fault ended the connection. */
final class CutException extends IOException {
    private static final long serialVersionUID = 1;

    CutException() {
        super("cut by a staged fault");
    }
}
