package io.bailiwick.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.simulator.Outcome;
import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.Received;
import io.bailiwick.simulator.SimulatedProvider;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String BODY = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String ASK = RawClient.request("POST", "/v1/chat/completions", BODY);
    private static final String ASK_STREAM =
            RawClient.request("POST", "/v1/chat/completions", BODY.replace("{\"model\"", "{\"stream\":true,\"model\""));

    private SimulatedProvider provider;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        provider = SimulatedProvider.start(Personality.named("p").withSays("One two three four."));
        client = RawClient.connect(provider.url());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        provider.close();
    }

    @Test
    void without_a_fault_a_connection_serves_one_reply_after_another() throws IOException {
        assertThat(client.send(ASK).reply().end()).isEqualTo(BodyEnd.LENGTH);
        RawReply stream = client.send(ASK_STREAM).reply();
        assertThat(stream.end()).isEqualTo(BodyEnd.LAST_CHUNK);
        assertThat(stream.chunks()).hasSameSizeAs(stream.events().events());
        assertThat(client.send(ASK + ASK).reply().status()).isEqualTo(200);
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(provider.connectionsOpened()).isEqualTo(1);
        assertThat(provider.received()).hasSize(4).allMatch(r -> new String(r.raw(), 0, 4).equals("POST"));
    }

    @Test
    void a_refused_connection_is_reset_before_anything_is_read() throws IOException {
        assertThat(client.send(ASK).reply().status()).isEqualTo(200);
        provider.next(Fault.refuse());
        assertThatThrownBy(() -> {
                    try (RawClient refused = RawClient.connect(provider.url())) {
                        refused.send(ASK).reply();
                    }
                })
                .isInstanceOf(SocketException.class);
        assertThat(client.send(ASK).reply().status()).isEqualTo(200);
        assertThat(provider.received()).hasSize(2);
    }

    @Test
    void a_reset_before_the_head_leaves_the_request_on_record() throws IOException {
        provider.next(Fault.resetBeforeHead());
        assertThatThrownBy(() -> client.send(ASK).reply()).isInstanceOf(SocketException.class);
        Received received = provider.await(SOON);
        assertThat(received.body()).isEqualTo(BODY);
    }

    @Test
    void a_close_before_the_head_is_no_reset() throws IOException {
        provider.next(Fault.closeBeforeHead());
        assertThat(client.send(ASK).endsByReset()).isFalse();
    }

    @Test
    void a_reset_within_the_head_is_seen_as_one() throws IOException {
        provider.next(Fault.resetMidHead());
        assertThat(client.send(ASK).readTo("HTTP/1.1 200")).isEqualTo("HTTP/1.1 200");
        assertThat(client.endsByReset()).isTrue();
    }

    @Test
    void a_reset_within_the_body_comes_after_so_many_bytes() throws IOException {
        Gate gate = new Gate();
        provider.next(Fault.resetMidBody(10, gate));
        RawReply head = client.send(ASK).head();
        assertThat(head.status()).isEqualTo(200);
        assertThat(client.read(10)).startsWith("{\"id\"");
        gate.open();
        assertThat(client.endsByReset()).isTrue();
    }

    @Test
    void a_stream_may_be_cut_in_each_of_its_ways() throws IOException {
        Gate gate = new Gate();
        provider.next(
                Fault.streamCut(2, Ending.LAST_CHUNK),
                Fault.streamCut(2, Ending.CLOSE),
                Fault.streamCut(2, Ending.RESET, gate));

        RawReply lastChunk = client.send(ASK_STREAM).reply();
        assertThat(lastChunk.end()).isEqualTo(BodyEnd.LAST_CHUNK);
        assertThat(lastChunk.events().events()).hasSize(2);
        assertThat(lastChunk.events().done()).isFalse();

        RawReply closed = client.send(ASK_STREAM).reply();
        assertThat(closed.end()).isEqualTo(BodyEnd.CUT_BY_CLOSE);
        assertThat(closed.events().events()).hasSize(2);

        try (RawClient other = RawClient.connect(provider.url())) {
            other.send(ASK_STREAM).head();
            assertThat(other.chunk()).startsWith("data: ");
            assertThat(other.chunk()).startsWith("data: ");
            gate.open();
            assertThat(other.endsByReset()).isTrue();
        }
    }

    @Test
    void a_stalled_stream_goes_on_when_the_gate_opens() throws Exception {
        Gate gate = new Gate();
        provider.next(Fault.streamStall(1, gate));
        client.send(ASK_STREAM).head();
        assertThat(client.chunk()).contains("\"role\":\"assistant\"");
        gate.reached().get(5, TimeUnit.SECONDS);
        assertThatThrownBy(() -> client.within(Duration.ofMillis(50)).chunk()).isInstanceOf(AssertionError.class);
        gate.open();
        assertThat(client.within(SOON).chunk()).contains("One");
    }

    @Test
    void an_error_event_takes_the_form_of_its_dialect() throws IOException {
        provider.next(
                Fault.streamErrorEvent(1, "sorry"),
                Fault.streamErrorEvent(3, "sorry"),
                Fault.streamErrorEvent(1, "sorry"));
        String responses =
                RawClient.request("POST", "/v1/responses", "{\"model\":\"m\",\"input\":\"x\",\"stream\":true}");
        String messages = RawClient.request(
                "POST", "/v1/messages", "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[],\"stream\":true}");

        assertThat(client.send(ASK_STREAM).reply().events().data().get(1)).startsWith("{\"error\":{");
        SseReply numbered = client.send(responses).reply().events();
        assertThat(numbered.dataOf("error").get(0)).contains("\"sequence_number\":3");
        assertThat(client.send(messages).reply().events().dataOf("error").get(0))
                .contains("overloaded_error");
    }

    @Test
    void a_hanging_request_ends_when_it_is_released() throws Exception {
        Gate gate = new Gate();
        provider.next(Fault.hang(gate));
        client.send(ASK);
        gate.reached().get(5, TimeUnit.SECONDS);
        gate.open();
        assertThat(client.endsByReset()).isFalse();
    }

    @Test
    void whoever_leaves_a_hanging_request_is_noticed() throws Exception {
        Gate gate = new Gate();
        provider.next(Fault.hang(gate));
        client.send(ASK);
        gate.reached().get(5, TimeUnit.SECONDS);
        client.close();
        assertThat(provider.awaitDisconnect(SOON).outcome()).isEqualTo(Outcome.ABANDONED);
    }

    @Test
    void whoever_leaves_a_stalled_stream_is_noticed() throws Exception {
        Gate gate = new Gate();
        provider.next(Fault.streamStall(1, gate));
        client.send(ASK_STREAM).head();
        gate.reached().get(5, TimeUnit.SECONDS);
        client.reset();
        assertThat(provider.awaitDisconnect(SOON).path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void half_a_request_is_on_record_when_its_sender_leaves() throws IOException {
        client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: h\r\ncontent-length: 100\r\n\r\n{\"model\":\"can4ry");
        client.close();
        Received received = provider.awaitDisconnect(SOON);
        assertThat(received.complete()).isFalse();
        assertThat(received.body()).isEqualTo("{\"model\":\"can4ry");
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void half_a_head_is_on_record_when_its_sender_leaves() throws IOException {
        client.send("POST /v1/can4ry");
        client.close();
        assertThat(provider.awaitDisconnect(SOON).contains("can4ry")).isTrue();
    }

    @Test
    void a_violation_is_named_answered_with_400_and_kept_with_all_its_bytes() throws IOException {
        client.send(
                "POST /v1/x HTTP/1.1\r\nhost: h\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled");
        assertThat(client.reply().status()).isEqualTo(400);
        Received received = provider.await(SOON);
        assertThat(received.violation()).contains("both");
        assertThat(received.contains("/smuggled")).isTrue();
    }

    @Test
    void a_chunked_request_is_read_and_its_framing_kept() throws IOException {
        client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n"
                + "5\r\n" + BODY.substring(0, 5) + "\r\n" + Integer.toHexString(BODY.length() - 5) + "\r\n"
                + BODY.substring(5) + "\r\n0\r\n\r\n");
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(provider.await(SOON).body()).isEqualTo(BODY);
        assertThat(new String(provider.received().get(0).rawBody()))
                .startsWith("5\r\n")
                .endsWith("0\r\n\r\n");
    }

    @Test
    void a_reply_may_come_before_the_body_was_sent() throws IOException {
        provider.next(Fault.beforeBody(Fault.status(413)));
        client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: h\r\ncontent-length: 100\r\n\r\n{");
        assertThat(client.reply().status()).isEqualTo(413);
    }

    @Test
    void a_body_that_waits_for_100_is_asked_for() throws IOException {
        client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: h\r\nexpect: 100-continue\r\ncontent-length: "
                + BODY.length() + "\r\n\r\n");
        assertThat(client.readTo("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
        assertThat(client.send(BODY).reply().status()).isEqualTo(200);
    }

    @Test
    void a_deaf_provider_reads_on_when_the_gate_opens() throws Exception {
        Gate gate = new Gate();
        provider.next(Fault.deaf(1, gate));
        client.send(ASK.substring(0, ASK.length() - 20));
        gate.reached().get(5, TimeUnit.SECONDS);
        client.send(ASK.substring(ASK.length() - 20));
        assertThat(provider.received().get(0).complete()).isFalse();
        gate.open();
        assertThat(client.reply().status()).isEqualTo(200);
    }

    @Test
    void wrong_framing_is_seen_as_a_cut() throws IOException {
        provider.next(Fault.wrongLength(5));
        assertThat(client.send(ASK).reply().end()).isEqualTo(BodyEnd.CUT_BY_CLOSE);
        provider.next(Fault.truncatedChunk(), Fault.closeDelimited());
        try (RawClient second = RawClient.connect(provider.url());
                RawClient third = RawClient.connect(provider.url())) {
            assertThat(second.send(ASK_STREAM).reply().end()).isEqualTo(BodyEnd.CUT_BY_CLOSE);
            RawReply closed = third.send(ASK).reply();
            assertThat(closed.end()).isEqualTo(BodyEnd.CLOSE);
            assertThat(closed.body()).startsWith("{").endsWith("}");
        }
    }

    @Test
    void garbage_is_no_reply() {
        provider.next(Fault.garbageHead());
        assertThatThrownBy(() -> client.send(ASK).reply()).isInstanceOf(FramingError.class);
    }

    @Test
    void raw_octets_are_sent_as_they_are_and_the_connection_may_stand() throws IOException {
        provider.next(Fault.raw("HTTP/1.1 299 Odd\r\ncontent-length: 2\r\n\r\nok", Ending.KEEP));
        assertThat(client.send(ASK).reply().status()).isEqualTo(299);
        assertThat(client.send(ASK).reply().status()).isEqualTo(200);
    }

    @Test
    void headers_statuses_and_redirects_are_as_staged() throws IOException {
        provider.next(
                Fault.redirect(307, "http://elsewhere.example/"),
                Fault.altSvc("elsewhere.example:443"),
                Fault.contentType("text/html"),
                Fault.statusWithBody(502, "<html>", "server", "edge"),
                Fault.model("other-model"));

        assertThat(client.send(ASK).reply().header("location")).isEqualTo("http://elsewhere.example/");
        assertThat(client.send(ASK).reply().header("alt-svc")).contains("elsewhere.example");
        assertThat(client.send(ASK).reply().headers("content-type")).containsExactly("text/html");
        assertThat(client.send(ASK).reply().body()).isEqualTo("<html>");
        assertThat(client.send(ASK).reply().body()).contains("\"model\":\"other-model\"");
    }

    @Test
    void bytes_arrive_in_other_portions_but_are_the_same() throws IOException {
        provider.next(Fault.dribble(), Fault.rechunked(7), Fault.interim(103), Fault.slowHead(Duration.ZERO));
        SseReply dribbled = client.send(ASK_STREAM).reply().events();
        RawReply rechunked = client.send(ASK_STREAM).reply();
        RawReply interim = client.send(ASK_STREAM).reply();
        RawReply slow = client.send(ASK_STREAM).reply();

        assertThat(rechunked.chunks()).first().asString().hasSize(7);
        assertThat(interim.interim()).containsExactly(103);
        assertThat(dribbled.types()).isEqualTo(rechunked.events().types());
        assertThat(slow.events().done()).isTrue();
    }

    @Test
    void padding_goes_before_the_answer() throws IOException {
        provider.next(Fault.padded(70_000), Fault.padded(70_000), Fault.gzipped());
        assertThat(client.send(ASK).reply().body()).startsWith(" ".repeat(70_000) + "{\"id\"");
        RawReply stream = client.send(ASK_STREAM).reply();
        assertThat(stream.body().indexOf("data:")).isEqualTo(70_000);
        assertThat(stream.events().comments()).isNotEmpty();
        assertThat(client.send(ASK).head().header("content-encoding")).isEqualTo("gzip");
    }

    @Test
    void an_idle_connection_may_end_or_speak_unasked() throws IOException {
        provider.next(Fault.unsolicited("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"), Fault.resetAfter());
        assertThat(client.send(ASK).reply().status()).isEqualTo(200);
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(client.send(ASK).head().status()).isEqualTo(200);
        assertThat(client.endsByReset()).isTrue();
    }

    @Test
    void faults_combine_whichever_comes_first() throws Exception {
        Gate gate = new Gate();
        provider.next(
                Fault.status(503).and(Fault.headers("x-a", "b")),
                Fault.gated(gate).and(Fault.streamCut(1, Ending.CLOSE)));
        RawReply refused = client.send(ASK).reply();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("x-a")).isEqualTo("b");

        client.send(ASK_STREAM);
        gate.reached().get(5, TimeUnit.SECONDS);
        assertThat(provider.received().get(1).outcome()).isEqualTo(Outcome.RUNNING);
        gate.open();
        assertThat(client.reply().events().events()).hasSize(1);
    }

    @Test
    void closing_the_provider_ends_whatever_it_does_at_once() throws Exception {
        Gate gate = new Gate();
        provider.next(Fault.hang(gate));
        client.send(ASK);
        gate.reached().get(5, TimeUnit.SECONDS);
        provider.close();
        assertThat(client.endsByReset()).isTrue();
        assertThatThrownBy(() -> RawClient.connect(provider.url())).isInstanceOf(IOException.class);
    }

    @Test
    void a_raw_client_can_half_close() throws IOException {
        client.halfClose();
        assertThatThrownBy(() -> client.reply()).isInstanceOf(EOFException.class);
    }
}
