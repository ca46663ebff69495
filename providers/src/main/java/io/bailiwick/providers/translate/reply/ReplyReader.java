package io.bailiwick.providers.translate.reply;

/** Reads one reply of one dialect and tells a {@link ReplySink} what it says. */
interface ReplyReader {

    /** All of a reply that does not stream. */
    void whole(byte[] reply);

    /** One event of a stream: its field {@code event}, or empty, and its data. */
    void event(String name, byte[] data, int length);
}
