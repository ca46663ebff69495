package io.bailiwick.residency;

import java.util.Set;

/** Somewhere that processing may happen: a {@link Region} or a provider's {@link Geography}. */
public sealed interface Place permits Region, Geography {

    /** As written in a policy and shown in headers: {@code aws:eu-central-1}, {@code openai:eu}. */
    String name();

    /** Never empty: a place that is nowhere would be inside every boundary. */
    Set<Country> countries();
}
