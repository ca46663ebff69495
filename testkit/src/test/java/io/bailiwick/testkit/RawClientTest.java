package io.bailiwick.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawClientTest {
    private SimulatedProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = SimulatedProvider.start(Personality.named("p"));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void lenient_framing_is_refused() {
        refused("HTTP/1.1 200 OK\ncontent-length: 0\n\n");
        refused("HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n");
        refused("HTTP/1.1 200 OK\r\ncontent-length: 0\r\ncontent-length: 0\r\n\r\n");
        refused("HTTP/1.1 200 OK\r\ncontent-length: 0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n");
        refused("HTTP/1.1 200 OK\r\ncontent-length: +1\r\n\r\nx");
        refused("HTTP/1.1 200 OK\r\nbad header: x\r\n\r\n");
        refused("HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n");
        refused("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n");
        refused("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;\r\nx\r\n0\r\n\r\n");
    }

    @Test
    void a_reply_to_head_and_a_204_have_no_body() throws IOException {
        provider.next(
                Fault.raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", Ending.KEEP),
                Fault.raw("HTTP/1.1 204 No\r\n\r\n", Ending.KEEP));
        try (RawClient client = RawClient.connect(provider.url())) {
            assertThat(client.send(RawClient.request("HEAD", "/v1/x", ""))
                            .replyTo("HEAD")
                            .end())
                    .isEqualTo(BodyEnd.NO_BODY);
            assertThat(client.send(RawClient.request("POST", "/v1/x", ""))
                            .reply()
                            .end())
                    .isEqualTo(BodyEnd.NO_BODY);
        }
    }

    @Test
    void silence_beyond_the_deadline_fails() throws IOException {
        try (RawClient client = RawClient.connect(provider.url()).within(Duration.ofMillis(20))) {
            assertThatThrownBy(client::reply).isInstanceOf(AssertionError.class).hasMessageContaining("PT0.02S");
        }
    }

    @Test
    void dribbled_octets_arrive_as_one_request() throws IOException {
        try (RawClient client = RawClient.connect(provider.url())) {
            assertThat(client.dribble(RawClient.request("GET", "/v1/models", "", "a", "b"))
                            .reply()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(provider.received().get(0).header("a")).isEqualTo("b");
    }

    private void refused(String reply) {
        provider.next(Fault.raw(reply, Ending.CLOSE));
        assertThatThrownBy(() -> {
                    try (RawClient client = RawClient.connect(provider.url())) {
                        client.send(RawClient.request("POST", "/v1/x", "{}")).reply();
                    }
                })
                .as(reply)
                .isInstanceOf(FramingError.class);
    }
}
