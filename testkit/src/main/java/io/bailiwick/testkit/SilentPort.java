package io.bailiwick.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A loopback port whose queue is full, so that a connection is neither made nor refused. */
public final class SilentPort implements AutoCloseable {
    private static final int FILLERS = 4;

    private final ServerSocket listener;
    private final List<SocketChannel> fillers;

    private SilentPort(ServerSocket listener, List<SocketChannel> fillers) {
        this.listener = listener;
        this.fillers = fillers;
    }

    public static SilentPort take() throws IOException {
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        List<SocketChannel> fillers = new ArrayList<>();
        for (int i = 0; i < FILLERS; i++) {
            SocketChannel filler = SocketChannel.open();
            filler.configureBlocking(false);
            filler.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
            fillers.add(filler);
        }
        return new SilentPort(listener, fillers);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    @Override
    public void close() {
        try {
            for (SocketChannel filler : fillers) {
                filler.close();
            }
            listener.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
