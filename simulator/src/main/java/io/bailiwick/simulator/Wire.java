package io.bailiwick.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The write side of one connection. Every write reaches the socket at once; every wait ends when the peer leaves. */
final class Wire {
    private final Socket tcp;
    private final Socket socket;
    private final OutputStream out;
    private final CompletableFuture<Void> gone;
    private final AtomicBoolean cut;
    private final boolean oneByOne;

    private Wire(
            Socket tcp,
            Socket socket,
            OutputStream out,
            CompletableFuture<Void> gone,
            AtomicBoolean cut,
            boolean oneByOne) {
        this.tcp = tcp;
        this.socket = socket;
        this.out = out;
        this.gone = gone;
        this.cut = cut;
        this.oneByOne = oneByOne;
    }

    /** {@code socket} is {@code tcp} itself or the TLS layer over it; {@code cut} tells that we ended it. */
    static Wire over(Socket tcp, Socket socket, CompletableFuture<Void> gone, AtomicBoolean cut) throws IOException {
        return new Wire(tcp, socket, socket.getOutputStream(), gone, cut, false);
    }

    /** The same wire, a byte a write. */
    Wire dribbling() {
        return new Wire(tcp, socket, out, gone, cut, true);
    }

    void write(String octets) throws IOException {
        write(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        if (gone.isDone()) {
            throw new PeerGoneException();
        }
        try {
            if (oneByOne) {
                for (byte octet : bytes) {
                    out.write(octet);
                    out.flush();
                }
            } else {
                out.write(bytes);
                out.flush();
            }
        } catch (IOException broken) {
            throw gone(broken);
        }
    }

    void chunk(byte[] bytes) throws IOException {
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] chunk = new byte[size.length + bytes.length + 2];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(bytes, 0, chunk, size.length, bytes.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        write(chunk);
    }

    void lastChunk() throws IOException {
        write("0\r\n\r\n");
    }

    void pause(Duration length) throws IOException {
        if (!length.isZero()) {
            try {
                gone.get(length.toNanos(), TimeUnit.NANOSECONDS);
                throw new PeerGoneException();
            } catch (TimeoutException paused) {
                return; // Nobody left: the pause is over.
            } catch (InterruptedException | ExecutionException stopped) {
                throw gone(stopped);
            }
        }
    }

    void await(Gate gate) throws IOException {
        gate.arrive();
        try {
            CompletableFuture.anyOf(gate.opened(), gone).get();
        } catch (InterruptedException | ExecutionException stopped) {
            throw gone(stopped);
        }
        if (gone.isDone()) {
            throw new PeerGoneException();
        }
    }

    /** Ends the connection with a TCP reset. */
    void reset() throws IOException {
        cut.set(true);
        tcp.setSoLinger(true, 0);
        tcp.close();
        throw new CutException();
    }

    /** Ends the connection in good order, wherever the reply stands. */
    void close() throws IOException {
        cut.set(true);
        closeQuietly();
        throw new CutException();
    }

    /** Ends the connection in good order after a whole reply. */
    void closeQuietly() throws IOException {
        if (socket == tcp) {
            tcp.shutdownOutput();
        }
        socket.close();
        tcp.close();
    }

    private static PeerGoneException gone(Exception cause) {
        PeerGoneException gone = new PeerGoneException();
        gone.initCause(cause);
        return gone;
    }
}
