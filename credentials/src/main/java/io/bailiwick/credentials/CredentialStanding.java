package io.bailiwick.credentials;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be told of a credential: everything but itself.
 *
 * @param source where it comes from
 * @param held whether there is one to show
 * @param ends when it ends; null for one without an end, and for none
 * @param failures how often it was asked for in vain since it was last given
 * @param lastFailure why, in words without any secret; null after a success
 */
public record CredentialStanding(
        String source,
        boolean held,
        @Nullable Instant ends,
        int failures,
        @Nullable String lastFailure) {}
