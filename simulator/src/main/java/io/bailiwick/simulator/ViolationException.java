package io.bailiwick.simulator;

import java.io.IOException;

/** The bytes are not an HTTP/1.1 request by the letter. */
final class ViolationException extends IOException {
    private static final long serialVersionUID = 1;

    ViolationException(String how) {
        super(how);
    }
}
