package io.bailiwick.providers;

import org.jspecify.annotations.Nullable;

/** Leaves the reading of a body from any depth; never leaves this module. */
public final class UnreadableException extends RuntimeException {

    private final transient Malformed malformed;

    public UnreadableException(String message, @Nullable String param) {
        this(new Malformed(message, param));
    }

    UnreadableException(Malformed malformed) {
        super(malformed.message(), null, false, false);
        this.malformed = malformed;
    }

    public Malformed malformed() {
        return malformed;
    }
}
