package io.bailiwick.testkit;

/** A peer's bytes are not HTTP/1.1 by the letter. */
public final class FramingError extends AssertionError {
    private static final long serialVersionUID = 1;

    FramingError(String message) {
        super(message);
    }
}
