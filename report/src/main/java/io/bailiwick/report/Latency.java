package io.bailiwick.report;

/** How long something took, over many times. */
interface Latency {

    long count();

    /** In milliseconds, of the {@code share} that was fastest. */
    double millis(double share);

    /** Both together; neither changes. */
    Latency and(Latency other);
}
