package io.bailiwick.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Limits;
import io.bailiwick.gateway.Places;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NettyTransportTest {

    private static final byte[] REPLY =
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);

    /** A prompt would stay in memory for as long as somebody else's requests use the connection. */
    @Test
    void a_kept_connection_keeps_nothing_of_the_requests_that_it_carried() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NettyTransport transport = new NettyTransport(
                    NioSocketChannel.class, DefaultAddressResolverGroup.INSTANCE, Limits.DEFAULT, System::nanoTime);
            Whole first = new Whole();
            WeakReference<PermittedRequest> one = carry(transport, loops, listening, first);
            try (Socket served = listening.accept()) {
                answer(served);
                first.ended.get(20, TimeUnit.SECONDS);
                Whole second = new Whole();
                WeakReference<PermittedRequest> two = carry(transport, loops, listening, second);
                answer(served); // by the same connection: it was kept
                second.ended.get(20, TimeUnit.SECONDS);
                forgotten(one);
                forgotten(two);
            }
            transport.close();
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
        }
    }

    /** Whoever sends and leaves, again and again, would hold as many descriptors as it likes at an endpoint that says nothing. */
    @Test
    void a_call_that_ends_while_its_connection_is_secured_ends_the_connection() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NettyTransport transport = new NettyTransport(
                    NioSocketChannel.class, DefaultAddressResolverGroup.INSTANCE, Limits.DEFAULT, System::nanoTime);
            URI url = URI.create("https://127.0.0.1:" + listening.getLocalPort() + "/v1");
            EventLoop loop = loops.next();
            Transport.Call call = transport.call(
                    loop,
                    Places.request(
                            Places.candidate("frankfurt", url, Places.FRANKFURT),
                            Places.permitted(Places.FRANKFURT),
                            Duration.ofMinutes(5)),
                    new Whole());
            try (Socket silent = listening.accept()) {
                silent.setSoTimeout(20_000);
                assertThat(silent.getInputStream().read()).as("the hello").isEqualTo(0x16);
                loop.execute(call::cancel);
                assertThat(silent.getInputStream().readAllBytes()).isNotEmpty();
            }
            transport.close();
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
        }
    }

    /** Its client would wait for nothing: above the end of a reply stands nobody who could catch it. */
    @Test
    void a_reply_whose_end_breaks_the_gateway_is_a_call_that_has_failed() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NettyTransport transport = new NettyTransport(
                    NioSocketChannel.class, DefaultAddressResolverGroup.INSTANCE, Limits.DEFAULT, System::nanoTime);
            CompletableFuture<Transport.Failure> told = new CompletableFuture<>();
            carry(transport, loops, listening, new Whole() {
                @Override
                public void end() {
                    throw new OutOfMemoryError("no room for the reply's head");
                }

                @Override
                public void failed(Transport.Failure failure) {
                    told.complete(failure);
                }
            });
            try (Socket served = listening.accept()) {
                answer(served);
                assertThat(told.get(20, TimeUnit.SECONDS))
                        .isEqualTo(new Transport.Failure(Transport.Kind.RESET, false, "OutOfMemoryError"));
            }
            transport.close();
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
        }
    }

    private static WeakReference<PermittedRequest> carry(
            NettyTransport transport, EventLoopGroup loops, ServerSocket listening, Whole whole) {
        URI url = URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/v1");
        PermittedRequest request = Places.request(
                Places.candidate("frankfurt", url, Places.FRANKFURT), Places.permitted(Places.FRANKFURT));
        EventLoop loop = loops.next();
        loop.execute(() -> transport.call(loop, request, whole)); // behind the end of the call before it
        return new WeakReference<>(request);
    }

    private static void forgotten(WeakReference<PermittedRequest> request) {
        Instant until = Instant.now().plus(Duration.ofSeconds(20));
        while (request.get() != null && Instant.now().isBefore(until)) {
            System.gc();
        }
        assertThat(request.get()).isNull();
    }

    private static void answer(Socket served) throws IOException {
        InputStream in = served.getInputStream();
        StringBuilder seen = new StringBuilder();
        while (!seen.toString().endsWith("\r\n\r\n{}")) {
            int octet = in.read();
            assertThat(octet).as("the request goes on").isNotNegative();
            seen.append((char) octet);
        }
        served.getOutputStream().write(REPLY);
        served.getOutputStream().flush();
    }

    private static class Whole implements Transport.Listener {

        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        @Override
        public boolean mayLeave(long nowNanos) {
            return true;
        }

        @Override
        public void written() {
            // Of no interest here.
        }

        @Override
        public void head(int status, HttpHeaders headers) {
            assertThat(status).isEqualTo(200);
        }

        @Override
        public void body(ByteBuf bytes) {
            bytes.release();
        }

        @Override
        public void readComplete() {
            // Of no interest here.
        }

        @Override
        public void end() {
            ended.complete(null);
        }

        @Override
        public void failed(Transport.Failure failure) {
            ended.completeExceptionally(new AssertionError(failure.toString()));
        }
    }
}
