package io.bailiwick.simulator;

/** How an exchange ended, as the provider saw it. */
public enum Outcome {
    /** Still being received or answered. */
    RUNNING,
    /** The whole reply was written. */
    ANSWERED,
    /** A staged fault ended the connection. */
    CUT,
    /** The peer went away before it had the whole reply, or before it had sent the whole request. */
    ABANDONED
}
