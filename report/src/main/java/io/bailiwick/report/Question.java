package io.bailiwick.report;

import org.jspecify.annotations.Nullable;

/** What is asked of a source; a null jurisdiction is all of them. */
public record Question(Period period, @Nullable String jurisdiction) {}
