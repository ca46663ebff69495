package io.bailiwick.routing.health;

/** How an endpoint stands. */
public enum Standing {
    /** Takes attempts. */
    SERVING,
    /** Takes none for a while. */
    RESTING,
    /** Takes a few, to see whether it serves again. */
    PROBING
}
