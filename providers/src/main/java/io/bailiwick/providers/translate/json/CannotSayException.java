package io.bailiwick.providers.translate.json;

/** Leaves a translation from any depth, at the value that has no place in the other dialect. */
public final class CannotSayException extends RuntimeException {

    private final int at;

    /** {@code at} is the offset in the body at which the value begins. */
    public CannotSayException(int at) {
        super("this cannot be said", null, false, false);
        this.at = at;
    }

    public int at() {
        return at;
    }
}
