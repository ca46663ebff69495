package io.bailiwick.providers;

import java.nio.ByteBuffer;

/**
 * Cuts a stream of server-sent events at their boundaries. Lines end in LF, CRLF or CR; a blank line ends an event and
 * belongs to it, and so does its whole line end: where a piece ends between CR and LF, the event ends with the next.
 *
 * <p>The caller passes each piece of the stream once and in order, and calls {@link #end} until it gives -1:
 *
 * <pre>{@code
 * int end;
 * while ((end = splitter.end(piece)) >= 0) {
 *     // The event is what was held back, and the piece's bytes from its position to before end.
 *     piece.position(end);
 * }
 * // What remains of the piece is held back: the beginning of the next event.
 * }</pre>
 */
public final class EventSplitter {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private int markBytes;
    private boolean lineIsBlank = true;
    private boolean afterCarriageReturn;
    private boolean blankLineEndedInCarriageReturn;

    /**
     * Borrows {@code piece} and scans from its position: gives the index after the last byte of the event that is open,
     * which is the position itself where the bytes before were whole; or -1 if it does not end in this piece, all of
     * which is then scanned and must not be passed again.
     */
    public int end(ByteBuffer piece) {
        int limit = piece.limit();
        for (int at = piece.position(); at < limit; at++) {
            byte b = piece.get(at);
            if (blankLineEndedInCarriageReturn) {
                blankLineEndedInCarriageReturn = false;
                return b == '\n' ? at + 1 : at;
            }
            if (b == '\n') {
                boolean second = afterCarriageReturn;
                afterCarriageReturn = false;
                if (!second && endLine()) {
                    return at + 1;
                }
            } else if (b == '\r') {
                blankLineEndedInCarriageReturn = endLine();
                afterCarriageReturn = !blankLineEndedInCarriageReturn;
            } else {
                afterCarriageReturn = false;
                if (!isByteOrderMark(b)) {
                    lineIsBlank = false;
                }
            }
        }
        return -1;
    }

    /** Whether the bytes held back are a whole event if the stream ends here. */
    public boolean isWhole() {
        return blankLineEndedInCarriageReturn;
    }

    /** Whether the line that ended was blank. */
    private boolean endLine() {
        boolean tornMark = markBytes > 0 && markBytes < BYTE_ORDER_MARK.length;
        markBytes = BYTE_ORDER_MARK.length;
        boolean blank = lineIsBlank && !tornMark;
        lineIsBlank = true;
        return blank;
    }

    /** Whether {@code b} is the next byte of the mark that may stand before a stream. */
    private boolean isByteOrderMark(byte b) {
        if (markBytes < BYTE_ORDER_MARK.length && b == BYTE_ORDER_MARK[markBytes]) {
            markBytes++;
            return true;
        }
        if (markBytes < BYTE_ORDER_MARK.length) {
            markBytes = BYTE_ORDER_MARK.length;
        }
        return false;
    }
}
