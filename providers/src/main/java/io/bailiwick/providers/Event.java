package io.bailiwick.providers;

/** What one whole event of a stream is to the gateway. */
public enum Event {
    /** A comment, a ping or an event without data: it commits nothing and proves only that the connection lives. */
    COMMENT,
    /** Something that the model wrote: text, reasoning or the arguments of a tool. */
    CONTENT,
    /** Any other event: beginnings, ends of parts, annotations. */
    OTHER,
    /** The chunk of counts that the client did not ask for, to be dropped. */
    USAGE_ONLY,
    /** The upstream says that it failed. */
    ERROR,
    /** The upstream says that the reply is complete. */
    END,
    /** Data that are no JSON object. */
    MALFORMED
}
