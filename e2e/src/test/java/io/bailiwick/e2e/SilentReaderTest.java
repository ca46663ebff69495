package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Latency;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long a client may read nothing, and that one who reads slowly is another. */
class SilentReaderTest {

    private static final String SHORT_IDLE = "limits: { idle: 400ms }";
    private static final int REPLY_BYTES = 15 << 20;
    private static final int SIP_BYTES = 512 << 10;
    private static final long MORE_THAN_SOCKETS_HOLD = 64 << 20;

    @Test
    void a_client_that_reads_nothing_is_let_go_and_its_upstream_too() throws IOException {
        try (FloodingUpstream upstream = FloodingUpstream.chat();
                Border border = Border.start(topology -> topology.pool("[[fra]]")
                        .at("fra", upstream.url())
                        .timeouts("timeouts: { connect: 300ms, first-event: 9s, between-events: 9s, request: 30s }")
                        .gateway(SHORT_IDLE));
                RawClient client = border.running().raw()) {
            client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
            await().atMost(Duration.ofSeconds(8)).until(() -> upstream.writtenBytes() > 0);
            await("the upstream's connection ends")
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> upstream.writtenBytes() < 0);
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> border.running().gateway().openConnections() == 0);
            assertThat(border.running().admin("GET", "/v1/endpoints").body()).doesNotContain("resting");
            border.heldWithin();
        }
    }

    /** Socket buffers hold megabytes: what a client reads of those shows nowhere in this process for long. */
    @Test
    void a_client_that_reads_less_than_sockets_hold_is_no_silent_one() throws IOException {
        int sipBytes = 100_000;
        assumeThat(Epoll.isAvailable()).as("NIO cannot ask the kernel for it").isTrue();
        try (FloodingUpstream upstream = FloodingUpstream.chat();
                Border border = Border.start(topology -> topology.pool("[[fra]]")
                        .at("fra", upstream.url())
                        .timeouts("timeouts: { connect: 300ms, first-event: 9s, between-events: 9s, request: 30s }")
                        .gateway("limits: { idle: 1s }"));
                RawClient client = border.running().raw()) {
            client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
            client.head();
            AtomicInteger sips = new AtomicInteger();
            await("five seconds of it, five times what a silent one has")
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        assertThat(client.read(sipBytes)).hasSize(sipBytes);
                        return sips.incrementAndGet() == 25;
                    });
            assertThat(border.running().gateway().openConnections()).isEqualTo(1);
        }
    }

    @Test
    void a_request_whose_time_ends_while_its_client_reads_nothing_is_no_endpoints_fault() throws IOException {
        int enoughToRest = 6;
        List<RawClient> clients = new ArrayList<>();
        try (FloodingUpstream upstream = FloodingUpstream.chat();
                Border border = Border.start(topology -> topology.pool("[[fra]]")
                        .at("fra", upstream.url())
                        .timeouts("timeouts: { connect: 300ms, first-event: 9s, between-events: 9s, request: 2s }")
                        .gateway("limits: { idle: 60s, drain: 1s }"))) {
            for (int i = 0; i < enoughToRest; i++) {
                RawClient client = border.running().raw();
                clients.add(client);
                client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
            }
            await("all of them end")
                    .atMost(Duration.ofSeconds(9))
                    .until(
                            () -> border.running().admin("GET", "/metrics").body(),
                            page -> page.lines()
                                    .anyMatch(line -> line.startsWith("bailiwick_upstream_attempts_total{")
                                            && line.contains("result=\"timeout\"")
                                            && line.endsWith(" " + enoughToRest + ".0")));
            assertThat(border.running().admin("GET", "/v1/endpoints").body())
                    .contains("serving")
                    .doesNotContain("resting");
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void a_client_that_is_refused_and_reads_nothing_is_not_asked_for_more_and_is_let_go() throws IOException {
        ByteBuffer refused = StandardCharsets.US_ASCII.encode(
                "GET /v1/models HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer nobody\r\n\r\n".repeat(1000));
        try (Border border = Border.start(topology -> topology.pool("[[fra]]").gateway(SHORT_IDLE));
                SocketChannel client = SocketChannel.open(
                        new InetSocketAddress("127.0.0.1", border.running().port()))) {
            client.configureBlocking(false);
            long[] taken = {0};
            await("it is let go, and until then no more is taken than sockets hold")
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> {
                        taken[0] += offer(client, refused, MORE_THAN_SOCKETS_HOLD - taken[0]);
                        return taken[0] >= MORE_THAN_SOCKETS_HOLD
                                || border.running().gateway().openConnections() == 0;
                    });
            assertThat(taken[0]).isLessThan(MORE_THAN_SOCKETS_HOLD);
        }
    }

    /** Bytes that were taken; none of a connection that was reset. */
    private static long offer(SocketChannel client, ByteBuffer again, long most) {
        long taken = 0;
        try {
            while (taken < most) {
                int more = client.write(again);
                if (more == 0) {
                    break;
                }
                taken += more;
                if (!again.hasRemaining()) {
                    again.rewind();
                }
            }
        } catch (IOException reset) {
            return taken;
        }
        return taken;
    }

    @Test
    void a_client_that_is_refused_and_sips_is_asked_for_as_much_as_it_reads() throws IOException {
        int sips = 60;
        ByteBuffer refused = StandardCharsets.US_ASCII.encode("GET / HTTP/1.1\r\nHost:a\r\n\r\n".repeat(4000));
        ByteBuffer sip = ByteBuffer.allocate(128 << 10);
        try (Border border = Border.start(
                        topology -> topology.pool("[[fra]]").gateway("limits: { idle: 60s, buffered: 16MiB }"));
                SocketChannel client = SocketChannel.open(
                        new InetSocketAddress("127.0.0.1", border.running().port()))) {
            client.configureBlocking(false);
            for (int i = 0; i < sips; i++) {
                offer(client, refused, MORE_THAN_SOCKETS_HOLD);
                sip.clear();
                await("the next sip").pollInterval(Duration.ofMillis(1)).until(() -> {
                    assertThat(client.read(sip)).isNotNegative();
                    return !sip.hasRemaining();
                });
            }
            assertThat(border.running().gateway().openConnections())
                    .as("a client that held more and more would have been sent away for it")
                    .isEqualTo(1);
        }
    }

    @Test
    void a_scraper_that_asks_and_reads_nothing_is_let_go() throws IOException {
        ByteBuffer asks = StandardCharsets.US_ASCII.encode("GET /livez HTTP/1.1\r\nHost:a\r\n\r\n".repeat(1000));
        try (Border border = Border.withFrankfurt();
                SocketChannel scraper =
                        SocketChannel.open(border.running().gateway().adminAddress())) {
            scraper.configureBlocking(false);
            long[] taken = {0};
            await("it is let go, and until then no more is taken than sockets hold")
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(9))
                    .until(() -> {
                        long more = offer(scraper, asks, MORE_THAN_SOCKETS_HOLD);
                        taken[0] += more;
                        return taken[0] >= MORE_THAN_SOCKETS_HOLD || (more == 0 && isReset(scraper));
                    });
            assertThat(taken[0]).isLessThan(MORE_THAN_SOCKETS_HOLD);
        }
    }

    private static boolean isReset(SocketChannel connection) {
        try {
            connection.write(ByteBuffer.wrap(new byte[] {' '}));
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void a_gateway_that_ends_waits_for_a_client_that_still_reads() throws Exception {
        try (Border border = Border.start(topology -> topology.pool("[[fra]]").gateway("limits: { drain: 20s }"));
                RawClient client = border.running().raw()) {
            border.fra().next(Fault.padded(REPLY_BYTES));
            client.send(border.request("/v1/messages", border.messages(), "anthropic-version", "2023-06-01"));
            int length = Integer.parseInt(String.valueOf(client.head().header("content-length")));
            Thread ending = new Thread(() -> border.running().gateway().close());
            ending.start();
            await("it drains").until(() -> !border.running().gateway().isReady());
            String read = "";
            for (int left = length; left > 0; ) {
                int sip = Math.min(SIP_BYTES, left);
                read = client.read(sip);
                left -= sip;
            }
            assertThat(read.strip()).endsWith("}");
            ending.join(20_000);
            assertThat(ending.isAlive()).isFalse();
            border.sinks().assertUntouched("iad1");
        }
    }

    @Test
    void a_stream_that_goes_on_when_its_requests_time_ends_is_no_endpoints_fault() throws IOException {
        int enoughToRest = 6;
        RegionSinks sinks = RegionSinks.start(
                Topology.SINKS,
                personality -> personality
                        .withSays("a word ".repeat(1000))
                        .withLatency(new Latency(Duration.ZERO, Duration.ofMillis(10))));
        try (Border border = Border.over(
                sinks,
                topology -> topology.pool("[[fra]]")
                        .timeouts("timeouts: { connect: 300ms, first-event: 9s, between-events: 9s, request: 400ms }"),
                null)) {
            for (int i = 0; i < enoughToRest; i++) {
                RawReply reply = border.stream();
                assertThat(reply.status()).isEqualTo(200);
                assertThat(border.logLine(reply).path("error.type").asText()).isEqualTo("deadline_exceeded");
            }
            assertThat(border.running().admin("GET", "/v1/endpoints").body())
                    .contains("serving")
                    .doesNotContain("resting");
            border.held("fra1");
        }
    }

    @Test
    void a_client_that_reads_slowly_gets_all_of_a_large_reply() throws IOException {
        try (Border border = Border.start(topology -> topology.pool("[[fra]]").gateway(SHORT_IDLE));
                RawClient client = border.running().raw()) {
            border.fra().next(Fault.padded(REPLY_BYTES));
            client.send(border.request("/v1/messages", border.messages(), "anthropic-version", "2023-06-01"));
            RawReply head = client.head();
            assertThat(head.status()).isEqualTo(200);
            int length = Integer.parseInt(String.valueOf(head.header("content-length")));
            assertThat(length).isGreaterThan(REPLY_BYTES);
            int[] left = {length};
            StringBuilder last = new StringBuilder();
            await("all of it")
                    .pollInterval(Duration.ofMillis(80))
                    .atMost(Duration.ofSeconds(9))
                    .until(() -> {
                        int sip = Math.min(SIP_BYTES, left[0]);
                        last.setLength(0);
                        last.append(client.read(sip));
                        left[0] -= sip;
                        return left[0] == 0;
                    });
            assertThat(last.toString().strip()).endsWith("}");
            border.held("fra1");
        }
    }
}
