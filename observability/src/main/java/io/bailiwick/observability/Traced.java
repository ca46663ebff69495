package io.bailiwick.observability;

/**
 * A measurement, and the trace that it belongs to.
 *
 * @param value in the unit in which it was told
 * @param atMillis when the exchange ended, since the epoch
 * @param asked what a policy asked for when this was named; see {@link TraceExemplars#shows}
 */
record Traced(String traceId, String spanId, long value, long atMillis, Object asked) {

    Traced measured(long other) {
        return new Traced(traceId, spanId, other, atMillis, asked);
    }
}
