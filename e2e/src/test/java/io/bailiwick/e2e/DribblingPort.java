package io.bailiwick.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An endpoint that answers every request with the same beginning, and then repeats a few octets for as long as it can. */
final class DribblingPort implements AutoCloseable {

    private final ServerSocket listener;
    private final ExecutorService accepting = Executors.newCachedThreadPool();
    private final ScheduledExecutorService dribbling = Executors.newScheduledThreadPool(1);
    private final CountDownLatch left = new CountDownLatch(1);

    private DribblingPort(ServerSocket listener) {
        this.listener = listener;
    }

    static DribblingPort start(String beginning, String repeated, Duration every) throws IOException {
        DribblingPort port = new DribblingPort(new ServerSocket(0, 50, InetAddress.getByName("127.0.1.1")));
        port.accepting.execute(() -> port.accept(beginning, repeated, every));
        return port;
    }

    URI url() {
        return URI.create("http://127.0.1.1:" + listener.getLocalPort() + "/v1");
    }

    /** Whether its peer closed a connection within that time. */
    boolean isLeft(Duration limit) throws InterruptedException {
        return left.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void accept(String beginning, String repeated, Duration every) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepting.execute(() -> serve(socket, beginning, repeated, every));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, String beginning, String repeated, Duration every) {
        try (socket) {
            socket.getInputStream().read();
            write(socket, beginning);
            var repeating = dribbling.scheduleAtFixedRate(
                    () -> write(socket, repeated), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
            while (socket.getInputStream().read() >= 0) {
                continue;
            }
            repeating.cancel(false);
        } catch (IOException | UncheckedIOException gone) {
            left.countDown();
        } finally {
            left.countDown();
        }
    }

    private static void write(Socket socket, String octets) {
        try {
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        accepting.shutdownNow();
        dribbling.shutdownNow();
    }
}
