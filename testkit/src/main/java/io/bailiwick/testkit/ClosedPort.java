package io.bailiwick.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A loopback port that is taken but refuses every connection. */
public final class ClosedPort implements AutoCloseable {
    private final Socket bound;

    private ClosedPort(Socket bound) {
        this.bound = bound;
    }

    public static ClosedPort take() throws IOException {
        Socket bound = new Socket();
        bound.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        return new ClosedPort(bound);
    }

    public int port() {
        return bound.getLocalPort();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    @Override
    public void close() {
        try {
            bound.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
