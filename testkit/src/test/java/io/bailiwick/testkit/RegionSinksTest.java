package io.bailiwick.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.simulator.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionSinksTest {
    private final Canaries canaries = Canaries.fresh();

    private RegionSinks sinks;

    @BeforeEach
    void start() throws IOException {
        sinks = RegionSinks.start("eu-1", "eu-2", "us-1");
    }

    @AfterEach
    void stop() {
        sinks.close();
    }

    @Test
    void every_region_has_an_address_of_its_own() {
        assertThat(sinks.url("eu-1").getHost()).isEqualTo("127.0.1.1");
        assertThat(sinks.url("us-1").getHost()).isEqualTo("127.0.1.3");
        assertThat(sinks.regions()).containsExactlyInAnyOrder("eu-1", "eu-2", "us-1");
        assertThatThrownBy(() -> sinks.sink("mars")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_canary_is_found_where_it_went_and_nowhere_else() throws IOException {
        tell("eu-2", RawClient.request("POST", "/v1/chat/completions", "{\"x\":\"" + canaries.prompt() + "\"}"));

        assertThat(sinks.seenIn(canaries.prompt())).containsExactly("eu-2");
        assertThat(sinks.seenIn(canaries.key())).isEmpty();
        assertThatCode(() -> sinks.assertExactlyIn(Set.of("eu-2"), canaries)).doesNotThrowAnyException();
        assertThatThrownBy(() -> sinks.assertExactlyIn(Set.of("eu-1", "eu-2"), canaries))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> sinks.assertOnlyIn(Set.of("eu-1"), canaries))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(canaries.prompt())
                .hasMessageContaining("eu-2");
    }

    @Test
    void a_canary_is_found_in_other_spellings_and_across_chunks() throws IOException {
        byte[] bytes = canaries.prompt().getBytes(StandardCharsets.UTF_8);
        List<String> spellings = List.of(
                canaries.prompt().toUpperCase(Locale.ROOT),
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder()
                        .encodeToString(("u:" + canaries.prompt() + ":tail").getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("ab4" + "x" + canaries.prompt()).getBytes(StandardCharsets.UTF_8)));
        for (String spelling : spellings) {
            try (RegionSinks fresh = RegionSinks.start("eu-1")) {
                try (RawClient client = RawClient.connect(fresh.url("eu-1"))) {
                    client.send(RawClient.request("POST", "/v1/x", "{\"a\":\"" + spelling + "\"}"))
                            .reply();
                }
                assertThat(fresh.seenIn(canaries.prompt())).as(spelling).containsExactly("eu-1");
            }
        }
        String half = canaries.prompt().substring(0, 9);
        String rest = canaries.prompt().substring(9);
        tell(
                "us-1",
                "POST /v1/x HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n9\r\n" + half + "\r\n"
                        + Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\n\r\n");
        assertThat(sinks.seenIn(canaries.prompt())).containsExactly("us-1");
    }

    @Test
    void a_request_that_met_a_fault_is_still_seen() throws IOException {
        sinks.sink("us-1").next(Fault.closeBeforeHead());
        try (RawClient client = RawClient.connect(sinks.url("us-1"))) {
            client.send(RawClient.request("POST", "/v1/x", "{}", "x-canary", canaries.header()));
            assertThat(client.endsByReset()).isFalse();
        }
        assertThat(sinks.seenIn(canaries.header())).containsExactly("us-1");
    }

    @Test
    void an_untouched_region_was_not_even_connected_to() throws IOException {
        sinks.assertUntouched("eu-1", "eu-2", "us-1");
        RawClient.connect(sinks.url("us-1")).reset();
        tell("us-1", RawClient.request("GET", "/v1/models", ""));

        sinks.assertUntouched("eu-1", "eu-2");
        assertThatThrownBy(() -> sinks.assertUntouched("us-1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 times");
    }

    @Test
    void nothing_is_proven_by_a_sink_that_forgot() throws IOException {
        try (RegionSinks small = RegionSinks.start(List.of("eu-1"), personality -> personality.withKept(1))) {
            for (int i = 0; i < 2; i++) {
                try (RawClient client = RawClient.connect(small.url("eu-1"))) {
                    client.send(RawClient.request("GET", "/v1/models", "")).reply();
                }
            }
            assertThatThrownBy(() -> small.seenIn(canaries.prompt())).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void a_log_or_directory_with_a_canary_is_told(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("deep"));
        Files.writeString(directory.resolve("deep/a.log"), "nothing");
        RegionSinks.assertAbsent(canaries, directory);
        RegionSinks.assertAbsent(canaries, "stdout", "nothing");

        Files.writeString(directory.resolve("deep/b.log"), "key=" + canaries.key());
        assertThatThrownBy(() -> RegionSinks.assertAbsent(canaries, directory))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("b.log");
        assertThatThrownBy(() -> RegionSinks.assertAbsent(canaries, "stdout", canaries.metadata()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("stdout");
    }

    private void tell(String region, String request) throws IOException {
        try (RawClient client = RawClient.connect(sinks.url(region))) {
            client.send(request).reply();
        }
    }
}
