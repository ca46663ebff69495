package io.bailiwick.routing;

import java.util.Set;

/** A way for an attempt to fail after which the next endpoint of the pool may be tried. */
public enum RetryOn {
    CONNECT("connect"),
    RESET("reset"),
    REQUEST_TIMEOUT("408"),
    TOO_MANY_REQUESTS("429"),
    SERVER_ERROR("5xx"),
    FIRST_EVENT("first-event");

    /** What a route moves on after when its policy does not say. */
    public static final Set<RetryOn> ALL = Set.of(values());

    private final String word;

    RetryOn(String word) {
        this.word = word;
    }

    /** As a policy writes it. */
    public String word() {
        return word;
    }
}
