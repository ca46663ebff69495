package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.SocketKind;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever serves the sockets, and whatever stands in for what this machine lacks: the same replies, the same border. */
final class SocketsTest {

    @ParameterizedTest
    @EnumSource(SocketKind.class)
    void every_kind_of_socket_serves_whole_replies_and_streams_and_lets_nothing_out(SocketKind kind)
            throws IOException {
        String canary = "only-for-frankfurt-" + kind.word();
        try (RegionSinks sinks = RegionSinks.start(TwoRegions.FRANKFURT, TwoRegions.VIRGINIA);
                Running gateway = Running.start(TwoRegions.policy(sinks, "")
                        .replace(
                                "region: aws:eu-central-1\n",
                                "region: aws:eu-central-1\n  sockets: " + kind.word() + "\n"))) {
            RawReply whole = gateway.chat(Running.EU_KEY, Running.chatBody(canary));
            RawReply stream = gateway.chat(Running.EU_KEY, Running.streamBody(canary));
            RawReply far = gateway.chat(Running.EU_KEY, Running.chatBody(canary).replace("\"chat\"", "\"far\""));

            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.header("bailiwick-region")).isEqualTo(TwoRegions.FRANKFURT);
            assertThat(stream.events().done()).isTrue();
            assertThat(far.status()).isEqualTo(503);
            assertThat(sinks.sink(TwoRegions.FRANKFURT).received()).hasSize(2);
            assertThat(sinks.sink(TwoRegions.VIRGINIA).received()).isEmpty();
        }
    }

    /** Its FIN has come, and what was written to it cannot leave. */
    @ParameterizedTest
    @EnumSource(SocketKind.class)
    void every_kind_of_socket_lets_go_of_whoever_left_and_reads_nothing(SocketKind kind) throws IOException {
        try (FloodingUpstream upstream = FloodingUpstream.chat();
                Border border = Border.start(topology -> topology.pool("[[fra]]")
                        .at("fra", upstream.url())
                        .timeouts("timeouts: { connect: 300ms, first-event: 60s, between-events: 60s, request: 60s }")
                        .gateway("sockets: " + kind.word() + ", limits: { idle: 1s }"))) {
            List<RawClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 6; i++) {
                    RawClient client = border.running().raw();
                    clients.add(client);
                    client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
                }
                Awaitility.await("sockets are full")
                        .atMost(Duration.ofSeconds(9))
                        .until(() -> upstream.writtenBytes() > 6L << 20);
                for (RawClient client : clients) {
                    client.halfClose();
                }
                Awaitility.await("nobody is there any more")
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> border.running().gateway().openConnections() == 0);
                assertThat(border.running().admin("GET", "/v1/endpoints").body())
                        .contains("\"under_way\" : 0")
                        .doesNotContain("\"under_way\" : 1");
            } finally {
                for (RawClient client : clients) {
                    client.close();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SocketKind.class)
    void every_kind_of_socket_keeps_its_connections(SocketKind kind) throws IOException {
        try (RegionSinks sinks = RegionSinks.start(TwoRegions.FRANKFURT, TwoRegions.VIRGINIA);
                Running gateway = Running.start(TwoRegions.policy(sinks, "")
                        .replace(
                                "region: aws:eu-central-1\n",
                                "region: aws:eu-central-1\n  sockets: " + kind.word() + "\n"));
                RawClient client = gateway.raw()) {
            for (int i = 0; i < 20; i++) {
                RawReply reply = client.send(RawClient.request(
                                "POST",
                                "/v1/chat/completions",
                                Running.chatBody("number " + i),
                                "authorization",
                                "Bearer " + Running.EU_KEY))
                        .reply();
                assertThat(reply.status()).isEqualTo(200);
            }
            assertThat(sinks.sink(TwoRegions.FRANKFURT).connectionsOpened()).isEqualTo(1);
        }
    }
}
