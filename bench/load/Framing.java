package load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the messages of one HTTP/1.1 connection as they come; of its own, because it judges what proxies write. */
final class Framing {

    /** Who is told of a message. Bytes are borrowed. */
    interface Sink {
        void head(int status);

        void data(byte[] bytes, int from, int length);

        void end();
    }

    private enum State {
        HEAD,
        LENGTH,
        SIZE,
        CHUNK,
        AFTER_CHUNK,
        TRAILER
    }

    private static final int MOST_HEAD = 64 << 10;
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRANSFER_ENCODING = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);

    private final boolean ofRequests;
    private final Sink sink;
    private byte[] in = new byte[4096];
    private int from;
    private int to;
    private State state = State.HEAD;
    private long left;

    Framing(boolean ofRequests, Sink sink) {
        this.ofRequests = ofRequests;
        this.sink = sink;
    }

    /** True while no part of a message has come. */
    boolean isBetweenMessages() {
        return state == State.HEAD && from == to;
    }

    /** Borrows {@code more}; throws where it is not HTTP as this side expects it. */
    void read(ByteBuf more) {
        int length = more.readableBytes();
        if (to + length > in.length) {
            makeRoom(length);
        }
        more.readBytes(in, to, length);
        to += length;
        while (from < to && step()) {
            // One step for each part of a message that is whole.
        }
        if (from == to) {
            from = to = 0;
        }
    }

    private void makeRoom(int length) {
        System.arraycopy(in, from, in, 0, to - from);
        to -= from;
        from = 0;
        if (to + length > in.length) {
            in = Arrays.copyOf(in, Math.max(2 * in.length, to + length));
        }
    }

    private boolean step() {
        return switch (state) {
            case HEAD -> head();
            case LENGTH -> body(State.HEAD);
            case SIZE -> size();
            case CHUNK -> body(State.AFTER_CHUNK);
            case AFTER_CHUNK -> lineEnd(State.SIZE);
            case TRAILER -> trailer();
        };
    }

    private boolean head() {
        int line = from;
        long length = -1;
        boolean chunked = false;
        int end;
        while ((end = endOfLine(line)) > line) {
            if (startsWith(line, end, CONTENT_LENGTH)) {
                length = Long.parseLong(text(line + CONTENT_LENGTH.length, end).strip());
            } else if (startsWith(line, end, TRANSFER_ENCODING)) {
                chunked = text(line, end).toLowerCase(java.util.Locale.ROOT).contains("chunked");
            }
            line = end + 2;
        }
        if (end < 0) {
            check(to - from < MOST_HEAD, "a head of more than 64 KB");
            return false;
        }
        int status = ofRequests ? 0 : Integer.parseInt(text(from + 9, from + 12));
        from = end + 2;
        boolean informs = status / 100 == 1;
        if (!informs) {
            sink.head(status);
        }
        check(ofRequests || informs || chunked || length >= 0, "a reply that ends with its connection");
        state = informs ? State.HEAD : chunked ? State.SIZE : State.LENGTH;
        left = Math.max(length, 0);
        if (state == State.LENGTH && left == 0) {
            state = State.HEAD;
            sink.end();
        }
        return true;
    }

    private boolean body(State then) {
        int length = (int) Math.min(left, to - from);
        sink.data(in, from, length);
        from += length;
        left -= length;
        if (left == 0) {
            state = then;
            if (then == State.HEAD) {
                sink.end();
            }
        }
        return true;
    }

    private boolean size() {
        int end = endOfLine(from);
        if (end < 0) {
            return false;
        }
        String line = text(from, end);
        int semicolon = line.indexOf(';');
        left = Long.parseLong((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
        from = end + 2;
        state = left == 0 ? State.TRAILER : State.CHUNK;
        return true;
    }

    private boolean trailer() {
        int end = endOfLine(from);
        if (end < 0) {
            return false;
        }
        boolean last = end == from;
        from = end + 2;
        if (last) {
            state = State.HEAD;
            sink.end();
        }
        return true;
    }

    private boolean lineEnd(State then) {
        if (to - from < 2) {
            return false;
        }
        check(in[from] == '\r' && in[from + 1] == '\n', "a chunk longer than its size");
        from += 2;
        state = then;
        return true;
    }

    /** Where the line that begins there ends; -1 where its end has not come. */
    private int endOfLine(int start) {
        for (int i = start; i + 1 < to; i++) {
            if (in[i] == '\r' && in[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean startsWith(int start, int end, byte[] lower) {
        if (end - start < lower.length || (in[start] | 0x20) != lower[0]) {
            return false;
        }
        for (int i = 1; i < lower.length; i++) {
            if (in[start + i] != lower[i] && (in[start + i] | 0x20) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private String text(int start, int end) {
        return new String(in, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
