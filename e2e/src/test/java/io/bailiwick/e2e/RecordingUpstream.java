package io.bailiwick.e2e;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An upstream that keeps every request as it stood on the wire, and thinks nothing of any. */
final class RecordingUpstream implements AutoCloseable {

    private static final byte[] REPLY =
            "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocket listener = new ServerSocket(0, 8, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    RecordingUpstream() throws IOException {
        threads.execute(this::accept);
    }

    URI url(String path) {
        return URI.create("http://" + host() + path);
    }

    String host() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Every request so far, head and body, in the order in which they came. */
    List<String> received() {
        return List.copyOf(received);
    }

    int connections() {
        return accepted.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepted.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                String length = head.replaceFirst("(?s).*\r\ncontent-length: (\\d+)\r\n.*", "$1");
                byte[] body = in.readNBytes(Integer.parseInt(length));
                received.add(head + new String(body, StandardCharsets.ISO_8859_1));
                socket.getOutputStream().write(REPLY);
                socket.getOutputStream().flush();
            }
        } catch (IOException gone) {
            received.add("broken off: " + gone.getMessage());
        }
    }

    /** To its empty line; empty where the connection ended before it. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                return "";
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : accepted) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
