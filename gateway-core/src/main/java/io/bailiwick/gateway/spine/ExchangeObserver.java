package io.bailiwick.gateway.spine;

/** Told of exchanges; called on the event loop, so it must neither block nor throw. */
public interface ExchangeObserver {

    ExchangeObserver NONE = new ExchangeObserver() {};

    /** It ended; called exactly once for every exchange, refusals included. */
    default void finished(ExchangeRecord record) {}

    /** An exchange of a drill's own ended, once; {@link #finished} is not called for it. */
    default void rehearsed(String drill, ExchangeRecord record) {}

    /** Its evidence was kept, or could not be; not called where nobody keeps any. */
    default void recorded(String jurisdiction, boolean kept) {}

    /** A stream's head went to the client from that place. */
    default void streamOpened(String region) {}

    /** That stream ended, however it did. */
    default void streamClosed(String region) {}

    /** Its tenant has used up the allowance: {@code requests} or {@code tokens}. */
    default void rateLimited(String jurisdiction, String kind) {}

    /** What an exchange cost its tenant's allowance is known: by {@code usage}, {@code estimate}, or it is {@code nothing}. */
    default void settled(String jurisdiction, String by) {}

    /** Both, in that order. */
    static ExchangeObserver both(ExchangeObserver first, ExchangeObserver second) {
        return new ExchangeObserver() {
            @Override
            public void finished(ExchangeRecord record) {
                first.finished(record);
                second.finished(record);
            }

            @Override
            public void rehearsed(String drill, ExchangeRecord record) {
                first.rehearsed(drill, record);
                second.rehearsed(drill, record);
            }

            @Override
            public void rateLimited(String jurisdiction, String kind) {
                first.rateLimited(jurisdiction, kind);
                second.rateLimited(jurisdiction, kind);
            }

            @Override
            public void settled(String jurisdiction, String by) {
                first.settled(jurisdiction, by);
                second.settled(jurisdiction, by);
            }

            @Override
            public void recorded(String jurisdiction, boolean kept) {
                first.recorded(jurisdiction, kept);
                second.recorded(jurisdiction, kept);
            }

            @Override
            public void streamOpened(String region) {
                first.streamOpened(region);
                second.streamOpened(region);
            }

            @Override
            public void streamClosed(String region) {
                first.streamClosed(region);
                second.streamClosed(region);
            }
        };
    }
}
