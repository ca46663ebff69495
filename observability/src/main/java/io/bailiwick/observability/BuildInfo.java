package io.bailiwick.observability;

/** Which build this is. */
public record BuildInfo(String version, String revision) {}
