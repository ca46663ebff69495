package io.bailiwick.gateway.spine;

/** Whose fault a refusal is. */
public enum Origin {
    CLIENT,
    POLICY,
    CAPACITY,
    UPSTREAM,
    GATEWAY
}
