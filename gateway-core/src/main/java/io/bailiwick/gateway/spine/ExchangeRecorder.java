package io.bailiwick.gateway.spine;

/** Keeps evidence of every exchange; unlike an observer it may say that it cannot. */
public interface ExchangeRecorder {

    /** This build keeps no ledger. */
    ExchangeRecorder NONE = record -> {};

    void record(ExchangeRecord record);
}
