package io.bailiwick.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 client that sends exactly the bytes it is told, and takes replies by the letter. */
public final class RawClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Socket tcp;
    private final Socket socket;
    private final RawInput in;
    private Duration limit = LIMIT;

    private RawClient(Socket tcp, Socket socket) {
        this.tcp = tcp;
        this.socket = socket;
        this.in = new RawInput(socket);
    }

    public static RawClient connect(String host, int port) throws IOException {
        Socket tcp = tcp(host, port);
        return new RawClient(tcp, tcp);
    }

    public static RawClient connect(URI url) throws IOException {
        return connect(url.getHost(), url.getPort());
    }

    /** Connects over TLS and asks for {@code serverName}; the server's certificate has to hold for it. */
    public static RawClient connectTls(String host, int port, SSLContext context, String serverName)
            throws IOException {
        Socket tcp = tcp(host, port);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(tcp, serverName, port, false);
        SSLParameters parameters = socket.getSSLParameters();
        if (!serverName.chars().allMatch(c -> c == '.' || Character.isDigit(c))) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException refused) {
            tcp.close();
            throw refused;
        }
        return new RawClient(tcp, socket);
    }

    /** A whole request with {@code host} and, where it has a body, {@code content-length}; headers are names and values in turn. */
    public static String request(String method, String path, String body, String... headers) {
        StringBuilder request = new StringBuilder();
        request.append(method).append(' ').append(path).append(" HTTP/1.1\r\nhost: localhost\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            request.append("content-length: ").append(bytes.length).append("\r\n");
        }
        return request.append("\r\n")
                .append(new String(bytes, StandardCharsets.ISO_8859_1))
                .toString();
    }

    /** How long each reading may take; ten seconds unless said otherwise. */
    public RawClient within(Duration time) {
        limit = time;
        return this;
    }

    /** Sends exactly these octets, a character each. */
    public RawClient send(String octets) throws IOException {
        return send(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends these octets one by one, each in a write of its own. */
    public RawClient dribble(String octets) throws IOException {
        for (byte octet : octets.getBytes(StandardCharsets.ISO_8859_1)) {
            send(new byte[] {octet});
        }
        return this;
    }

    /** Reads one reply to its end, whatever ends it. */
    public RawReply reply() throws IOException {
        return replyTo("GET");
    }

    /** Reads one reply to a request of that method. */
    public RawReply replyTo(String method) throws IOException {
        in.within(limit);
        ReplyReader reader = new ReplyReader(in);
        reader.head();
        return reader.reply(reader.body(method));
    }

    /** Reads one reply's head and leaves its body unread, for {@link #chunk} or {@link #read}. */
    public RawReply head() throws IOException {
        in.within(limit);
        ReplyReader reader = new ReplyReader(in);
        reader.head();
        return reader.reply(BodyEnd.NO_BODY);
    }

    /** The next chunk of a chunked body whose head was read; null after the last one. */
    public @Nullable String chunk() throws IOException {
        in.within(limit);
        return new ReplyReader(in).chunk();
    }

    /** Exactly so many octets, a character each. */
    public String read(int count) throws IOException {
        in.within(limit);
        return new String(in.exactly(count), StandardCharsets.ISO_8859_1);
    }

    /** Everything up to and with that text. */
    public String readTo(String text) throws IOException {
        in.within(limit);
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text, Math.max(0, read.length() - text.length())) < 0) {
            int octet = in.octet();
            if (octet < 0) {
                throw new EOFException("the peer closed after: " + read);
            }
            read.append((char) octet);
        }
        return read.toString();
    }

    /** Waits until the peer ends the connection, taking whatever still comes; true where it ended by a reset. */
    public boolean endsByReset() throws IOException {
        in.within(limit);
        try {
            for (int octet = in.octet(); octet >= 0; ) {
                octet = in.octet();
            }
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Says that nothing more will be sent, and goes on reading. */
    public RawClient halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Ends the connection with a TCP reset. */
    public void reset() throws IOException {
        tcp.setSoLinger(true, 0);
        tcp.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        tcp.close();
    }

    private static Socket tcp(String host, int port) throws IOException {
        Socket tcp = new Socket();
        tcp.setTcpNoDelay(true);
        tcp.connect(new InetSocketAddress(host, port), (int) LIMIT.toMillis());
        return tcp;
    }
}
