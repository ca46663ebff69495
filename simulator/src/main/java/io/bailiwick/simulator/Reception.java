package io.bailiwick.simulator;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A request while it arrives: each byte is noted when it leaves the socket, before anything is made of it. */
final class Reception {
    private final int connection;
    private final Peer peer;
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private RequestHead head = RequestHead.NONE;
    private int headBytes = -1;
    private boolean complete;
    private Outcome outcome = Outcome.RUNNING;
    private @Nullable String violation;

    Reception(int connection, Peer peer) {
        this.connection = connection;
        this.peer = peer;
    }

    synchronized void note(byte[] bytes, int from, int count) {
        raw.write(bytes, from, count);
    }

    synchronized void head(RequestHead read, int bytesReadAhead) {
        head = read;
        headBytes = raw.size() - bytesReadAhead;
    }

    synchronized void body(byte[] bytes, int from, int count) {
        body.write(bytes, from, count);
    }

    /** The rest of what was read from the socket belongs to the next request. */
    synchronized void complete(int bytesReadAhead) {
        byte[] own = Arrays.copyOf(raw.toByteArray(), raw.size() - bytesReadAhead);
        raw.reset();
        raw.write(own, 0, own.length);
        complete = true;
    }

    synchronized void violated(String how) {
        violation = how;
    }

    /** The first ending is the true one. */
    synchronized void end(Outcome how) {
        if (outcome == Outcome.RUNNING) {
            outcome = how;
        }
    }

    synchronized RequestHead head() {
        return head;
    }

    synchronized Received snapshot() {
        return new Received(
                connection,
                raw.toByteArray(),
                headBytes < 0 ? raw.size() : headBytes,
                body.toByteArray(),
                head,
                complete,
                outcome,
                violation,
                peer);
    }
}
