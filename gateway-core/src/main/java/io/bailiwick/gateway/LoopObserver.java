package io.bailiwick.gateway;

/** Told how late event loops run what is due; called on those loops, must not block. */
public interface LoopObserver {

    LoopObserver NONE = lateNanos -> {};

    void lagged(long lateNanos);
}
