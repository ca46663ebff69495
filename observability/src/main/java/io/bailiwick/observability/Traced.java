package io.bailiwick.observability;

/**
 * A measurement, and the trace that it belongs to.
 *
 * @param value in the unit in which it was told
 * @param atMillis when the exchange ended, since the epoch
 * @param toldNanos when it was counted, by the gateway's clock
 */
record Traced(String traceId, String spanId, long value, long atMillis, long toldNanos) {

    Traced measured(long other) {
        return new Traced(traceId, spanId, other, atMillis, toldNanos);
    }
}
