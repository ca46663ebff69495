package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.gateway.admin.AdminView.RefusedReload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a reload can move a running process to another region. */
class ReloadElsewhereTest {

    @TempDir
    private Path directory;

    @Test
    void a_policy_that_places_this_process_elsewhere_is_refused_whole() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            String digest = border.running().gateway().inForce().digest();
            border.reload(topology -> topology.pool("[[par]]").gatewayIn("aws:us-east-1"));
            assertThat(border.running().gateway().inForce().digest()).isEqualTo(digest);
            assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("fra");
            RefusedReload refused =
                    Objects.requireNonNull(border.running().gateway().refusedReload());
            assertThat(refused.problems()).singleElement().asString().contains("gateway.region", "aws:us-east-1");
            assertThat(border.running().admin("GET", "/v1/policy").body())
                    .contains("\"refused_reload\" : {")
                    .contains("aws:us-east-1");
            border.held("fra1");
        }
    }

    @Test
    void a_policy_abroad_cannot_serve_whom_this_process_may_not() throws IOException {
        try (Border border = Border.start(topology -> topology.gatewayIn("aws:us-east-1"))) {
            border.reload(topology -> topology.gatewayIn("aws:eu-central-1"));
            assertThat(Border.code(border.ask())).isEqualTo("residency_gateway_outside");
            border.heldWithin();
        }
    }

    @Test
    void what_only_a_restart_brings_is_said_until_it_is_taken_back() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.reload(topology -> topology.gateway("limits: { requests: 7 }, replicas: 3"));
            assertThat(border.running().admin("GET", "/v1/policy").body())
                    .contains("\"awaits_restart\" : [ \"gateway.limits\" ]", "\"refused_reload\" : null");
            assertThat(border.running().metrics()).contains("bailiwick_config_awaits_restart 1");
            border.reload(topology -> topology);
            assertThat(border.running().admin("GET", "/v1/policy").body()).contains("\"awaits_restart\" : [ ]");
            assertThat(border.running().metrics()).contains("bailiwick_config_awaits_restart 0");
        }
    }

    @Test
    void a_token_that_is_read_anew_is_the_same_token() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "an-operators-token");
        UnaryOperator<Topology> guarded = topology -> topology.adminToken(token.toString());
        try (Border border = Border.start(guarded)) {
            border.reload(guarded);
            assertThat(border.running().gateway().awaitsRestart()).isEmpty();
            Files.writeString(token, "another-token");
            border.reload(guarded);
            assertThat(border.running().gateway().awaitsRestart()).containsExactly("gateway.admin");
        }
    }

    @Test
    void a_policy_that_comes_back_after_a_refused_one_was_in_force_all_the_while() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            Instant since = border.running().gateway().inForceSince();
            border.reload(topology -> topology.gatewayIn("aws:us-east-1"));
            border.reload(topology -> topology);
            assertThat(border.running().gateway().inForceSince()).isEqualTo(since);
            border.reload(topology -> topology.pool("[[par]]"));
            assertThat(border.running().gateway().inForceSince()).isAfter(since);
        }
    }

    @Test
    void the_next_good_policy_ends_the_refusal() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.reload(topology -> topology.gatewayIn("aws:us-east-1"));
            border.reload(topology -> topology.pool("[[par]]"));
            assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("par");
            assertThat(border.running().admin("GET", "/v1/policy").body())
                    .contains(
                            "\"refused_reload\" : null",
                            "\"catalogue\" : \"" + BuiltInCatalogue.load().digest() + "\"");
            border.held("par1");
        }
    }
}
