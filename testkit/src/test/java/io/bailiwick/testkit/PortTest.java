package io.bailiwick.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class PortTest {

    @Test
    void a_closed_port_refuses() throws IOException {
        try (ClosedPort port = ClosedPort.take()) {
            assertThatThrownBy(() -> connect(port.port())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void a_silent_port_neither_takes_nor_refuses() throws IOException {
        try (SilentPort port = SilentPort.take()) {
            assertThatThrownBy(() -> connect(port.port())).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void connect(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
        }
    }
}
