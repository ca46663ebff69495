package io.bailiwick.gateway.downstream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's head byte by byte, however it is cut, for what the decoder joins or skips without a word.
 *
 * <p>Source: RFC 9112, sections 2.2, 2.3, 3 and 5.2: one blank between the words of a request line, {@code HTTP} in capital
 * letters, no folded lines.
 */
final class RawHead {

    private State state = State.BEFORE;
    private byte last;
    private int blanks;
    private @Nullable String fault;

    private enum State {
        /** Empty lines may come before a request. */
        BEFORE,
        REQUEST_LINE,
        LINE_START,
        LINE,
        /** A line that goes on as the one before it: no more of it is looked at. */
        FOLDED,
        /** The empty line was read: what follows is not the head's. */
        OVER
    }

    /** The next head begins. */
    void begin() {
        state = State.BEFORE;
        last = 0;
        blanks = 0;
        fault = null;
    }

    /** What is wrong with the head so far; null for nothing. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Whether it stopped before a line that is folded. */
    boolean isFolded() {
        return state == State.FOLDED;
    }

    /** Borrows {@code in}; says how many bytes from {@code from} on belong to the head, up to a line that is folded. */
    int look(ByteBuf in, int from) {
        int at = from;
        int end = in.writerIndex();
        while (at < end && state != State.OVER && state != State.FOLDED) {
            if (state == State.LINE) {
                at = behindLine(in, at, end);
                continue;
            }
            byte octet = in.getByte(at);
            take(octet);
            last = octet;
            at += state == State.FOLDED ? 0 : 1;
        }
        return at - from;
    }

    /** Nothing that stands inside a line of headers is looked at here. */
    private int behindLine(ByteBuf in, int at, int end) {
        int feed = in.indexOf(at, end, (byte) '\n');
        if (feed < 0) {
            return end;
        }
        state = State.LINE_START;
        return feed + 1;
    }

    private void take(byte octet) {
        switch (state) {
            case BEFORE -> {
                if (octet != '\r' && octet != '\n') {
                    state = State.REQUEST_LINE;
                    inRequestLine(octet);
                }
            }
            case REQUEST_LINE -> inRequestLine(octet);
            case LINE_START -> {
                if (octet == ' ' || octet == '\t') {
                    found("a folded header line");
                    state = State.FOLDED;
                } else if (octet == '\n') {
                    state = State.OVER;
                } else if (octet != '\r') {
                    state = State.LINE;
                }
            }
            case LINE, FOLDED, OVER ->
                throw new IllegalStateException("nothing is looked at inside a line, or behind a head");
        }
    }

    private void inRequestLine(byte octet) {
        boolean blankBefore = last == ' ' || last == '\r' || last == '\n' || last == 0;
        if (octet == '\t' || (octet == ' ' && blankBefore) || (octet == '\r' && last == ' ')) {
            found("blanks in the request line");
        }
        if (octet == ' ') {
            blanks++;
        } else if (blanks > 1 && octet >= 'a' && octet <= 'z') {
            found("a version in small letters");
        }
        if (octet == '\n') {
            state = State.LINE_START;
        }
    }

    private void found(String what) {
        if (fault == null) {
            fault = what;
        }
    }
}
