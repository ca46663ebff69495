package io.bailiwick.routing.health;

import io.bailiwick.routing.RestReason;
import java.time.Duration;

/**
 * A place takes no attempts for a while.
 *
 * @param left how much longer
 */
public record Rest(RestReason why, Duration left) {}
