package io.bailiwick.gateway.drill;

/** How a place that is out fails. */
public enum Fault {
    /** Nobody listens there. */
    CONNECT("connect"),
    /** Packets vanish: the attempt ends when the route's connect timeout is over. */
    TIMEOUT("timeout"),
    /** It answers, and what it says is that it cannot. */
    UNAVAILABLE("503");

    private final String word;

    Fault(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
