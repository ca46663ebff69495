package io.bailiwick.residency;

import org.jspecify.annotations.Nullable;

/**
 * What is known, before any response, of where an endpoint processes requests for one upstream model.
 *
 * @param reach everywhere that it MAY process them
 * @param promise what is known of that
 * @param best the strongest evidence that a response can show
 * @param objection what is wrong with the reach that the policy writes; null where nothing is
 * @param stored what the provider keeps where, in words
 * @param caveat why the host's promise does not hold for this model; null where it does
 * @param inferenceGeo what requests must carry as {@code inference_geo} for the promise to hold; null where nothing
 */
public record Promise(
        Reach reach,
        Evidence promise,
        Evidence best,
        @Nullable String objection,
        String stored,
        @Nullable String caveat,
        @Nullable String inferenceGeo) {}
