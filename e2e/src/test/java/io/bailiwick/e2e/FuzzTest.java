package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Received;
import io.bailiwick.testkit.FramingError;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.Seeds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever comes from either side: answered or closed within the limits, nothing half sent on, nothing leaked. */
final class FuzzTest {

    private static final int TIMES = 100;

    /** Each with a breaker of its own, so that no endpoint rests before the last reply was tried. */
    private static final int ROUTES = 50;

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String HEAD = "host: localhost\r\nauthorization: Bearer " + Running.EU_KEY + "\r\n";

    private TwoRegions world;

    @BeforeEach
    void start() throws IOException {
        world = TwoRegions.start(
                "body: 16KiB, headers: 4KiB, line: 1KiB, head-time: 100ms, body-time: 100ms, idle: 100ms");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void mutated_requests_are_answered_or_closed_and_never_half_sent_on() {
        Seeds.each(TIMES, random -> {
            String octets = mutated(request(random), random);
            try (RawClient client = world.gateway.raw().within(LIMIT)) {
                int cut = random.nextInt(octets.length() + 1);
                client.send(octets.substring(0, cut));
                client.send(octets.substring(cut));
                untilClosed(client);
            } catch (EOFException | SocketException closed) {
                assertThat(closed).isNotNull();
            }
        });
        stillWell();
        for (Received received : world.frankfurt().received()) {
            assertThat(received.complete()).describedAs(received.toString()).isTrue();
            assertThat(received.violation()).isNull();
            assertThat(received.header("host")).startsWith("127.0.1.1:");
            assertThat(received.headers("content-length")).hasSize(1);
            assertThat(received.headers("transfer-encoding")).isEmpty();
            assertThat(received.json().path("model").asText()).isIn("sim-large", "sim-claude");
        }
        world.sinks.assertUntouched(TwoRegions.VIRGINIA);
    }

    @Test
    void mutated_replies_are_refused_or_broken_off_but_never_hang() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (Running gateway = Running.start(manyRoutes())) {
            Seeds.each(TIMES, random -> {
                boolean stream = random.nextBoolean();
                world.frankfurt().behave();
                world.frankfurt()
                        .always(Fault.raw(
                                mutated(reply(stream, random), random),
                                random.nextBoolean() ? Ending.CLOSE : Ending.RESET));
                String route = "\"route" + asked.getAndIncrement() % ROUTES + "\"";
                String ask = stream ? Running.streamBody("fuzz") : Running.chatBody("fuzz");
                try (RawClient client = gateway.raw().within(LIMIT)) {
                    client.send(RawClient.request(
                            "POST",
                            "/v1/chat/completions",
                            ask.replace("\"chat\"", route),
                            "authorization",
                            "Bearer " + Running.EU_KEY));
                    RawReply reply = client.reply();
                    for (String stamp : Refused.STAMPS) {
                        assertThat(reply.headers(stamp)).describedAs(stamp).hasSize(1);
                    }
                }
            });
        }
        world.frankfurt().behave();
        assertThat(world.frankfurt().received()).hasSizeGreaterThanOrEqualTo(TIMES);
        stillWell();
    }

    private String manyRoutes() {
        StringBuilder models = new StringBuilder();
        StringBuilder routes = new StringBuilder();
        for (int i = 0; i < ROUTES; i++) {
            models.append(i == 0 ? "" : ", ").append("route%1$d: m%1$d".formatted(i));
            routes.append("  route")
                    .append(i)
                    .append(": { eu: [[frankfurt]], options: { timeouts: ")
                    .append("{ connect: 300ms, first-event: 700ms, between-events: 700ms, request: 2s } } }\n");
        }
        return Running.REGIONS
                + Running.TENANTS
                + """
            endpoints:
              frankfurt:
                provider: openai-compatible
                url: %s
                reach: [onprem:fra1]
                models: { %s }
            routes:
            """.formatted(world.frankfurt().url(), models)
                + routes;
    }

    /** A normal request is served, nobody is left connected, and no buffer was lost. */
    private void stillWell() {
        try {
            assertThat(world.gateway
                            .chat(Running.EU_KEY, Running.chatBody("well"))
                            .status())
                    .isEqualTo(200);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        Awaitility.await("every client is gone")
                .atMost(LIMIT)
                .until(() -> world.gateway.gateway().openConnections() == 0);
        Awaitility.await("nothing is under way")
                .atMost(LIMIT)
                .until(() -> world.gateway.gateway().underway().count() == 0);
        for (int i = 0; i < 5; i++) {
            System.gc();
            for (int buffers = 0; buffers < 50; buffers++) {
                ByteBuf any = ByteBufAllocator.DEFAULT.buffer(64);
                any.release();
            }
        }
        assertThat(KeptLeaks.all()).isEmpty();
    }

    private static void untilClosed(RawClient client) throws IOException {
        try {
            while (true) {
                RawReply reply = client.reply();
                for (String stamp : Refused.STAMPS) {
                    assertThat(reply.headers(stamp)).describedAs(stamp).hasSize(1);
                }
            }
        } catch (FramingError head) {
            // A mutation into HEAD: what follows the head is the next reply, and there is none.
            assertThat(head).hasMessageContaining("not a status line");
        }
    }

    private static String request(RandomGenerator random) {
        String body = random.nextBoolean() ? Running.chatBody("fuzz") : Running.streamBody("fuzz");
        return switch (random.nextInt(4)) {
            case 0 ->
                "POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + "content-length: " + body.length() + "\r\n\r\n"
                        + body;
            case 1 ->
                "POST /v1/chat/completions HTTP/1.1\r\n" + HEAD + "transfer-encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
            case 2 -> "GET /v1/models HTTP/1.1\r\n" + HEAD + "\r\n" + Smuggled.behind("fuzz");
            default ->
                "POST /v1/messages HTTP/1.1\r\n" + HEAD + "content-length: 72\r\n\r\n"
                        + "{\"model\":\"claude\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}"
                                .substring(0, 72);
        };
    }

    private static String reply(boolean stream, RandomGenerator random) {
        if (stream) {
            String events =
                    "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m-1\",\"choices\":[{\"index\":0,"
                            + "\"delta\":{\"content\":\"hi\"},\"finish_reason\":null}]}\n\n: ping\n\ndata: [DONE]\n\n";
            return "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                    + Integer.toHexString(events.length()) + "\r\n" + events + "\r\n0\r\n\r\n";
        }
        String json = "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m-1\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";
        String interim = random.nextInt(8) == 0 ? "HTTP/1.1 100 Continue\r\n\r\n" : "";
        return interim + "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + json.length()
                + "\r\n\r\n" + json;
    }

    /** Cuts, doubles, swaps, or replaces octets, some of them where it hurts. */
    private static String mutated(String octets, RandomGenerator random) {
        StringBuilder mutated = new StringBuilder(octets);
        for (int changes = random.nextInt(4); changes >= 0 && !mutated.isEmpty(); changes--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(6)) {
                case 0 -> mutated.setLength(at);
                case 1 -> mutated.setCharAt(at, (char) random.nextInt(256));
                case 2 -> mutated.insert(at, HOSTILE.get(random.nextInt(HOSTILE.size())));
                case 3 -> mutated.deleteCharAt(at);
                case 4 ->
                    mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + random.nextInt(40))));
                default -> mutated.delete(at, Math.min(mutated.length(), at + random.nextInt(20)));
            }
        }
        return mutated.toString();
    }

    private static final List<String> HOSTILE = List.of(
            "\r\n",
            "\n",
            "\r",
            "\0",
            "\t",
            " ",
            "\r\n\r\n",
            "\r\n ",
            "transfer-encoding: chunked\r\n",
            "content-length: 3\r\n",
            "content-length: 99999999999\r\n",
            "connection: close\r\n",
            "content-encoding: gzip\r\n",
            "0\r\n\r\n",
            "ffffffffffffffff\r\n",
            "{",
            "}",
            "\"",
            "\\ud800",
            "\u00ff\u00fe",
            "data: ",
            "data: [DONE]\n\n",
            "HTTP/1.1 101 Switching Protocols\r\n\r\n");
}
