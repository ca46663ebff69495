package io.bailiwick.providers;

import org.jspecify.annotations.Nullable;

/** Leaves the reading of a body from any depth; never leaves this package. */
final class UnreadableException extends RuntimeException {

    private final transient Malformed malformed;

    UnreadableException(String message, @Nullable String param) {
        super(message, null, false, false);
        this.malformed = new Malformed(message, param);
    }

    Malformed malformed() {
        return malformed;
    }
}
