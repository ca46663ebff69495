package io.bailiwick.gateway.spine;

/** Keeps evidence of every exchange; unlike an observer it may say that it cannot. */
public interface ExchangeRecorder {

    /** This build keeps no ledger. */
    ExchangeRecorder NONE = new ExchangeRecorder() {
        @Override
        public void record(ExchangeRecord record) {
            // Nothing is kept, and nothing is said to be.
        }

        @Override
        public boolean keeps() {
            return false;
        }
    };

    void record(ExchangeRecord record);

    /** Whether a record that it takes is kept anywhere. */
    default boolean keeps() {
        return true;
    }
}
