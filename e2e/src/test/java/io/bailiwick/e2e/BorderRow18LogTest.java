package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whether a log keeps what it should not, or says what somebody else made it say. */
class BorderRow18LogTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSI = "\u001b[2J\u001b[31mred";
    private static final String BIDI = "\u00e2\u0080\u00ae\u00e2\u0081\u00a6";

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void listen() {
        told.start();
        root.addAppender(told);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(told);
    }

    @Test
    void hostile_headers_never_stand_in_a_line_as_they_came() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            List<String> hostile = List.of(
                    BIDI + "evil",
                    "a\" , \"bailiwick.home.jurisdiction\" : \"us",
                    "x".repeat(4096),
                    "%0d%0aevil: 1",
                    "\t{}<script>");
            int asked = 0;
            for (String value : hostile) {
                for (String header :
                        List.of("bailiwick-session", "bailiwick-prompt", "traceparent", "user-agent", "x-request-id")) {
                    border.post("/v1/chat/completions", border.chat(), header, value);
                    asked++;
                }
            }
            plain(border, asked);
            border.heldWithin("fra1");
        }
    }

    @Test
    void a_header_cannot_end_its_line() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            for (String value : List.of(ANSI, "a\rb", "a\nevil: 1", "a\0b", "a\r\n evil: 1")) {
                RawReply reply = border.post("/v1/chat/completions", border.chat(), "bailiwick-session", value);
                assertThat(reply.status()).isIn(200, 400);
                assertThat(reply.header("evil")).isNull();
            }
            plain(border, 5);
            assertThat(border.running().log()).doesNotContain("\u001b");
            border.heldWithin("fra1");
        }
    }

    @Test
    void a_hostile_model_or_path_is_written_short_and_plain() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.post(
                    "/v1/chat/completions",
                    border.chat().replace("\"chat\"", "\"\\u001b[31m\\u202e" + "m".repeat(4096) + "\""));
            border.post("/v1/\u001b[31m", border.chat());
            border.post("/v1/" + "p".repeat(2000), border.chat());
            border.post("/v1/chat/completions/" + border.canaries().prompt(), border.chat());
            border.post("/v1/chat/completions?key=" + border.canaries().key(), border.chat());
            plain(border, 5);
            border.heldWithin("fra1");
        }
    }

    @Test
    void what_an_upstream_says_of_itself_is_written_short_and_plain() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.fra()
                    .next(
                            Fault.model("\u001b[31m\u202e" + "v".repeat(5000)),
                            Fault.headers("x-request-id", BIDI + "r".repeat(3000)),
                            Fault.headers("x-ms-served-model", BIDI + "\" , \"x\":\"" + "s".repeat(3000)),
                            Fault.statusWithBody(
                                    400,
                                    "{\"error\":{\"message\":\""
                                            + border.canaries().prompt() + "\"}}"),
                            Fault.raw(
                                    "HTTP/1.1 200 " + border.canaries().prompt() + "\r\n"
                                            + border.canaries().prompt() + "\r\n\r\n",
                                    Ending.CLOSE));
            for (int i = 0; i < 5; i++) {
                border.ask();
            }
            plain(border, 5);
            border.held("fra1");
        }
    }

    @Test
    void no_key_stands_anywhere() throws IOException {
        try (Border border = Border.start(topology -> topology.endpoint("fra", "credential: { env: FRA_KEY }")
                .endpoint("par", "credential: { env: PAR_KEY }"))) {
            border.fra().next(Fault.status(401), Fault.resetBeforeHead());
            border.ask();
            border.stream();
            try (RawClient client = border.running().raw()) {
                client.send(border.request("/v1/chat/completions", "").replace("HTTP/1.1", "HTTP/9.9"));
                client.reply();
            }
            for (String secret :
                    List.of("secret-of-fra", "secret-of-par", border.canaries().key())) {
                assertThat(border.running().log()).doesNotContain(secret);
                assertThat(everythingTold()).noneMatch(line -> line.contains(secret));
                for (String page : List.of("/metrics", "/v1/policy", "/v1/endpoints", "/v1/versions", "/")) {
                    assertThat(border.running().admin("GET", page).body()).doesNotContain(secret);
                }
            }
            assertThat(border.sinks().seenIn("secret-of-fra")).isSubsetOf("fra1");
            assertThat(border.sinks().seenIn("secret-of-par")).isSubsetOf("par1");
            border.heldWithin("fra1", "par1");
        }
    }

    /** So many lines, each JSON of plain characters and of reasonable length; and nothing of a request in the other log. */
    private void plain(Border border, int lines) {
        org.awaitility.Awaitility.await()
                .until(() -> border.running().log().lines().count() >= lines);
        border.running().log().lines().forEach(line -> {
            assertThat(line).matches("[\\x20-\\x7e]*").hasSizeLessThan(6000);
            try {
                assertThat(JSON.readTree(line)
                                .path("bailiwick.home.jurisdiction")
                                .asText())
                        .isIn("eu", "unknown");
            } catch (IOException broken) {
                throw new AssertionError(line, broken);
            }
        });
        assertThat(border.running().log().lines()).hasSize(lines);
        assertThat(border.running().metrics()).doesNotContain("\u001b").doesNotContain("<script>");
        everythingTold().forEach(line -> RegionSinks.assertAbsent(border.canaries(), "the program's own log", line));
    }

    private List<String> everythingTold() {
        List<String> lines = new ArrayList<>();
        for (ILoggingEvent event : List.copyOf(told.list)) {
            lines.add(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                lines.add(String.valueOf(event.getThrowableProxy().getMessage()));
            }
        }
        return lines;
    }
}
