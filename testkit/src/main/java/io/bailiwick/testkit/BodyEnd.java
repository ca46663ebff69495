package io.bailiwick.testkit;

/** How the body of a reply ended on the wire. */
public enum BodyEnd {
    /** This reply can have none. */
    NO_BODY,
    /** After as many bytes as {@code content-length} said. */
    LENGTH,
    /** By the last chunk. */
    LAST_CHUNK,
    /** By the connection's closing, which was all the framing it had. */
    CLOSE,
    /** The connection closed before the framing's end. */
    CUT_BY_CLOSE,
    /** The connection was reset before the framing's end. */
    CUT_BY_RESET;

    /** Whether the reply came to the end that its framing announced. */
    public boolean clean() {
        return this != CUT_BY_CLOSE && this != CUT_BY_RESET;
    }
}
