package io.bailiwick.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** An upstream that writes one long reply as fast as anybody reads it, and counts what it got rid of. */
final class FloodingUpstream implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 8, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong written = new AtomicLong();
    private final String head;
    private final String first;
    private final String piece;
    private final String last;
    private final int pieces;

    /** Replies {@code first}, {@code pieces} times {@code piece}, and {@code last}. */
    FloodingUpstream(String contentType, String first, String piece, int pieces, String last) throws IOException {
        this.head = "HTTP/1.1 200 OK\r\ncontent-type: " + contentType + "\r\ntransfer-encoding: chunked\r\n\r\n";
        this.first = first;
        this.piece = piece;
        this.pieces = pieces;
        this.last = last;
        threads.execute(this::accept);
    }

    /** A chat's stream of two thousand chunks of 32 KiB: far more than sockets hold. */
    static FloodingUpstream chat() throws IOException {
        String piece = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m-1\",\"choices\":"
                + "[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(32 << 10)
                + "\"},\"finish_reason\":null}]}\n\n";
        return new FloodingUpstream("text/event-stream", piece, piece, 2000, "data: [DONE]\n\n");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v1");
    }

    /** Body bytes that the kernel has taken so far. */
    long writtenBytes() {
        return written.get();
    }

    long wholeBytes() {
        return first.length() + (long) pieces * piece.length() + last.length();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.startsWith("content-length: ")) {
                    length = Integer.parseInt(line.substring("content-length: ".length()));
                }
            }
            in.skip(length);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            chunk(out, first);
            for (int i = 0; i < pieces; i++) {
                chunk(out, piece);
            }
            chunk(out, last);
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            in.read();
        } catch (IOException gone) {
            written.set(-1);
        }
    }

    private void chunk(OutputStream out, String text) throws IOException {
        out.write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        written.addAndGet(text.length());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
