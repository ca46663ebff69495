package io.bailiwick.gateway.spine;

import org.jspecify.annotations.Nullable;

/** Which spine takes a request. */
public interface Spines {

    /** {@code drill} is what the request's head names; null for most. */
    Spine of(@Nullable String drill);
}
