package io.bailiwick.identity;

/** What was read is not what it should be; the message says why and quotes nothing. */
public final class UnreadableException extends Exception {

    UnreadableException(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
