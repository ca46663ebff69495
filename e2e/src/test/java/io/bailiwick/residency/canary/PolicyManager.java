package io.bailiwick.residency.canary;

/** Has a name that says nothing. */
public final class PolicyManager {}
