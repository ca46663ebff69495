package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the command of the shipped jar rehearse an outage, say what it saw, and leave nothing behind? */
final class ShippedDrillTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void needs() {
        ShippedProcess.assumeBuilt();
    }

    @Test
    void its_numbers_are_what_the_sinks_saw() throws IOException {
        try (Border border = Border.withFrankfurtThenParis();
                ShippedProcess drill =
                        drill(border, "--region", "onprem:fra1", "--for", "8s", "--before", "4s", "--format", "json")) {
            int exit = drill.exit();
            assertThat(exit).as(drill.out() + drill.err()).isZero();
            JsonNode report = new ObjectMapper().readTree(drill.out());
            assertThat(Drilled.served(report, "onprem:fra1"))
                    .isPositive()
                    .isEqualTo(border.fra().received().size());
            assertThat(Drilled.served(report, "onprem:par1"))
                    .isPositive()
                    .isEqualTo(border.par().received().size());
            assertThat(report.path("crossed").asLong()).isZero();
            assertThat(report.at("/recovery/recovered").booleanValue()).isTrue();
            assertThat(report.at("/sent/by_status/200").asInt())
                    .isEqualTo(report.at("/sent/requests").asInt());
            border.sinks().assertUntouched("iad1");
        }
    }

    @Test
    void a_shadow_drill_of_a_whole_jurisdiction_refuses_only_its_own_requests() throws IOException {
        try (Border border = Border.withFrankfurtThenParis();
                ShippedProcess drill =
                        drill(border, "--jurisdiction", "eu", "--for", "8s", "--before", "4s", "--traffic", "shadow")) {
            drill.says("during");
            assertThat(border.ask().status()).isEqualTo(200);
            assertThat(drill.exit()).as(drill.out() + drill.err()).isZero();
            assertThat(drill.out()).contains("residency_pool_exhausted", "nothing crossed", "detection", "recovery");
            border.sinks().assertUntouched("iad1");
        }
    }

    @Test
    void an_outage_whose_command_was_killed_ends_all_the_same() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            try (ShippedProcess drill =
                    drill(border, "--endpoint", "fra", "--for", "6s", "--before", "0s", "--after", "1s")) {
                drill.says("drill: during");
            }
            await().atMost(Duration.ofSeconds(40)).until(() -> border.ask().status() == 200);
            assertThat(border.running().admin("GET", "/v1/drills").body()).contains("\"cut\" : false");
        }
    }

    @Test
    void a_command_that_is_told_to_stop_ends_the_outage_and_says_that_it_was_cut() throws IOException {
        try (Border border = Border.withFrankfurt();
                ShippedProcess drill = drill(border, "--endpoint", "fra", "--for", "10m", "--before", "0s")) {
            drill.says("drill: during");
            drill.terminate();
            assertThat(drill.exit()).isEqualTo(1);
            assertThat(drill.out()).contains("cut: the outage ended early");
            await().atMost(Duration.ofSeconds(40)).until(() -> border.ask().status() == 200);
        }
    }

    @Test
    void a_drill_that_nobody_felt_shows_nothing_and_says_so() throws IOException {
        try (Border border = Border.withFrankfurt();
                ShippedProcess drill = drill(
                        border, "--endpoint", "fra", "--for", "1s", "--before", "0s", "--after", "1s", "--rate", "0")) {
            assertThat(drill.exit()).isEqualTo(1);
            assertThat(drill.out()).contains("nothing is shown");
            border.sinks().assertUntouched("fra1", "par1", "iad1");
        }
    }

    @Test
    void what_cannot_be_done_is_refused_before_anything_is_out() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            refused(border, 2, "--for is missing", "--region", "onprem:fra1");
            refused(border, 2, "did you mean 'onprem:fra1'?", "--region", "onprem:fra", "--for", "1s");
            refused(border, 2, "gateway.limits.drill", "--region", "onprem:fra1", "--for", "2h");
            refused(border, 2, "--for 'soon'", "--region", "onprem:fra1", "--for", "soon");
            refused(border, 2, "--rate 51", "--region", "onprem:fra1", "--for", "1s", "--rate", "51");
            refused(border, 2, "fault is 'fire'", "--region", "onprem:fra1", "--for", "1s", "--fault", "fire");
            refused(
                    border,
                    2,
                    "a shadow drill sends its own",
                    "--region",
                    "onprem:fra1",
                    "--for",
                    "1s",
                    "--traffic",
                    "shadow",
                    "--rate",
                    "0");
            refused(
                    border,
                    1,
                    "no gateway's admin side answers",
                    "--region",
                    "onprem:fra1",
                    "--for",
                    "1s",
                    "--admin",
                    "http://127.0.0.1:1");
            assertThat(border.running().admin("GET", "/v1/drills").body()).doesNotContain("\"id\"");
        }
    }

    @Test
    void a_wrong_token_is_refused() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "a-long-admin-token-of-the-test\n");
        Path wrong = Files.writeString(directory.resolve("wrong"), "another\n");
        try (Border border = Border.start(topology -> topology.adminToken(token.toString()))) {
            refused(border, 1, "answered 401", "--endpoint", "fra", "--for", "1s", "--token-file", wrong.toString());
            try (ShippedProcess drill = drill(
                    border, "--endpoint", "fra", "--for", "1s", "--before", "0s", "--token-file", token.toString())) {
                assertThat(drill.exit()).as(drill.out() + drill.err()).isZero();
            }
        }
    }

    private void refused(Border border, int code, String words, String... arguments) throws IOException {
        try (ShippedProcess drill = drill(border, arguments)) {
            assertThat(drill.exit()).as(drill.out() + drill.err()).isEqualTo(code);
            assertThat(drill.err()).contains(words);
        }
    }

    private ShippedProcess drill(Border border, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("drill"));
        if (!List.of(arguments).contains("--admin")) {
            all.addAll(List.of(
                    "--admin",
                    "http://127.0.0.1:"
                            + border.running().gateway().adminAddress().getPort()));
        }
        Path key = Files.writeString(directory.resolve("key"), border.canaries().key() + "\n");
        all.addAll(List.of("--gateway", border.running().url("").toString(), "--key-file", key.toString()));
        all.addAll(List.of(arguments));
        return ShippedProcess.jar(directory, all.toArray(String[]::new));
    }
}
