package io.bailiwick.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The bytes that come from a peer, each within a deadline. */
final class RawInput {
    private final Socket socket;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;
    private long deadlineNanos;
    private @Nullable Duration limit;

    RawInput(Socket socket) {
        this.socket = socket;
    }

    /** All that is read from now on has to come within this time. */
    void within(Duration time) {
        limit = time;
        deadlineNanos = System.nanoTime() + time.toNanos();
    }

    /** The next byte, or -1 at the end. */
    int octet() throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        return buffer[at++] & 0xff;
    }

    byte[] exactly(long count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        exactly(count, bytes);
        return bytes.toByteArray();
    }

    /** Reads into {@code to}, which keeps what came if the peer stops. */
    void exactly(long count, ByteArrayOutputStream to) throws IOException {
        long left = count;
        while (left > 0) {
            if (at == end && !fill()) {
                throw new EOFException("the peer closed");
            }
            int taken = (int) Math.min(left, end - at);
            to.write(buffer, at, taken);
            at += taken;
            left -= taken;
        }
    }

    /** A line that ends with CR LF, without these. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = octet();
            if (octet < 0) {
                throw new EOFException("the peer closed within a line: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            if (octet == '\n') {
                throw new FramingError("bare line feed after: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            if (octet == '\r') {
                if (octet() != '\n') {
                    throw new FramingError("bare carriage return");
                }
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            line.write(octet);
        }
    }

    private boolean fill() throws IOException {
        long leftMillis = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
        socket.setSoTimeout((int) leftMillis);
        try {
            end = Math.max(0, socket.getInputStream().read(buffer));
        } catch (SocketTimeoutException late) {
            throw new AssertionError("nothing came within " + limit, late);
        }
        at = 0;
        return end > 0;
    }
}
