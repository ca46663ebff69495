package io.bailiwick.providers;

import org.jspecify.annotations.Nullable;

/** Leaves the reading of a body from any depth; never leaves this module. */
public final class UnreadableException extends RuntimeException {

    private final transient Malformed malformed;

    public UnreadableException(String message, @Nullable String param) {
        super(message, null, false, false);
        this.malformed = new Malformed(message, param);
    }

    public Malformed malformed() {
        return malformed;
    }
}
