package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.BodyEnd;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a response that says it ran abroad reaches anybody, and whether its endpoint is ever asked again. */
class ContradictionTest {

    @TempDir
    private Path directory;

    @Test
    void a_response_from_abroad_is_withheld() throws IOException {
        for (String geo : List.of("us", "global", "atlantis", "US", "us-east-1")) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(Fault.inferenceGeo(geo));
                RawReply reply = ask(border);
                withheld(reply);
                assertThat(Border.candidates(reply)).containsExactly("fra-claude=quarantined", "par-claude=untried");
                assertThat(reply.body()).as(geo).doesNotContain("simulated word by word");
                assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("contradicted");
                assertThat(border.par().received())
                        .as("a contradiction is not retried")
                        .isEmpty();
                assertThat(border.logLine(reply)
                                .path("bailiwick.residency.violation")
                                .asBoolean())
                        .isTrue();
                assertThat(border.running().metrics()).contains("contradicted");
                border.held("fra1");
            }
        }
    }

    @Test
    void a_stream_that_begins_abroad_is_withheld() throws IOException {
        for (String geo : List.of("us", "global", "atlantis")) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(Fault.inferenceGeo(geo));
                RawReply reply = stream(border);
                withheld(reply);
                assertThat(reply.body()).doesNotContain("message_start");
                border.held("fra1");
            }
        }
    }

    @Test
    void a_stream_that_turns_out_to_run_abroad_is_cut_in_words() throws IOException {
        for (String geo : List.of("us", "global", "atlantis")) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(Fault.lateInferenceGeo(geo));
                RawReply reply = stream(border);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.end()).isIn(BodyEnd.CUT_BY_CLOSE, BodyEnd.CUT_BY_RESET);
                assertThat(reply.body()).doesNotContain("message_stop").doesNotContain("\"inference_geo\"");
                assertThat(reply.events().dataOf("error"))
                        .singleElement()
                        .asString()
                        .contains("\"type\":\"error\"");
                assertThat(border.logLine(reply).path("error.type").asText()).isEqualTo("residency_contradicted");
                assertThat(ask(border).header("bailiwick-endpoint")).isEqualTo("par-claude");
                assertThat(border.fra().received()).hasSize(1);
                border.held("fra1", "par1");
            }
        }
    }

    /** Events that pass are handed on by runs: the run must end where the statement changes. */
    @Test
    void what_came_in_one_piece_with_a_statement_from_abroad_is_passed_on_up_to_it_and_no_further() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(inOnePiece());
            RawReply reply = stream(border);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.end().clean()).isFalse();
            assertThat(reply.body())
                    .contains("spoken-first", "spoken-second")
                    .doesNotContain("inference_geo", "spoken-behind", "message_stop");
            assertThat(border.logLine(reply).path("error.type").asText()).isEqualTo("residency_contradicted");
            border.held("fra1");
        }
    }

    /** Longer than what is held of a chat reply, so that its beginning is out before its end has come. */
    @Test
    void a_reply_that_says_at_its_end_that_it_ran_abroad_is_cut_there() throws IOException {
        String said = "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m-1\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + "spoken ".repeat(40_000)
                + "\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"inference_geo\":\"us\"}}";
        try (Border border = Border.withFrankfurt()) {
            border.fra()
                    .next(Fault.raw(
                            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + said.length()
                                    + "\r\n\r\n" + said,
                            Ending.KEEP));
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.end().clean()).isFalse();
            assertThat(reply.body()).contains("spoken").doesNotContain("\"us\"");
            assertThat(border.logLine(reply).path("error.type").asText()).isEqualTo("residency_contradicted");
            assertThat(border.running().admin("GET", "/v1/endpoints").body())
                    .contains("\"quarantined_for\" : [ \"de\", \"eu\" ]");
            border.held("fra1");
        }
    }

    @Test
    void a_reply_from_abroad_that_breaks_off_was_from_abroad() throws IOException {
        for (Fault broken : List.of(Fault.wrongLength(5), Fault.padded(300_000).and(Fault.wrongLength(5)))) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(Fault.inferenceGeo("us").and(broken));
                withheld(ask(border));
                assertThat(border.par().received()).isEmpty();
                border.held("fra1");
            }
        }
    }

    @Test
    void a_reply_from_abroad_that_its_requests_time_or_its_client_ends_was_from_abroad() throws IOException {
        String begun = "{\"id\":\"m\",\"type\":\"message\",\"model\":\"m-1\",\"usage\":{\"inference_geo\":\"us\"},";
        Fault stalls = Fault.raw(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n" + begun,
                Ending.KEEP);
        try (Border border = Border.start(topology -> topology.pool("[[fra]]")
                .timeouts("timeouts: { connect: 300ms, first-event: 9s, between-events: 9s, request: 500ms }"))) {
            border.fra().next(stalls);
            withheld(ask(border));
            border.held("fra1");
        }
        try (Border border = Border.start(topology -> topology.pool("[[fra]]")
                .timeouts("timeouts: { connect: 300ms, first-event: 60s, between-events: 60s, request: 60s }"))) {
            border.fra().always(stalls);
            List<RawClient> clients = new ArrayList<>();
            await("one of them has left after its reply had begun").until(() -> {
                if (!clients.isEmpty()) {
                    clients.get(clients.size() - 1).close();
                }
                RawClient client = border.running().raw();
                clients.add(client);
                client.send(border.request("/v1/messages", border.messages(), "anthropic-version", "2023-06-01"));
                return border.running()
                        .admin("GET", "/v1/endpoints")
                        .body()
                        .contains("\"quarantined_for\" : [ \"de\", \"eu\" ]");
            });
            clients.get(clients.size() - 1).close();
            border.held("fra1");
        }
    }

    private static Fault inOnePiece() {
        String events = event(
                        "message_start",
                        "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],"
                                + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}")
                + event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                + said("spoken-first")
                + said("spoken-second")
                + event(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2,\"inference_geo\":\"us\"}")
                + said("spoken-behind")
                + event("message_stop", "\"x\":0");
        return Fault.raw(
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: " + events.length() + "\r\n\r\n"
                        + events,
                Ending.KEEP);
    }

    private static String said(String text) {
        return event(
                "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }

    @Test
    void a_stream_whose_statement_changes_is_cut() throws IOException {
        try (Border border = Border.start(topology -> topology.euBoundary("[EU, US]"))) {
            border.fra().next(Fault.lateInferenceGeo("global").and(Fault.inferenceGeo("us")));
            RawReply reply = stream(border);
            assertThat(reply.end().clean()).isFalse();
            assertThat(border.logLine(reply).path("error.type").asText()).isEqualTo("residency_contradicted");
            border.held("fra1");
        }
    }

    @Test
    void a_statement_inside_the_boundary_is_observed() throws IOException {
        try (Border border = Border.start(topology -> topology.euBoundary("[EU, US]"))) {
            border.fra().next(Fault.inferenceGeo("us"));
            RawReply reply = ask(border);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("bailiwick-region")).isEqualTo("anthropic:us");
            assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("observed");
            assertThat(border.logLine(reply).path("bailiwick.region.mismatch").asBoolean())
                    .isTrue();
            border.held("fra1");
        }
    }

    /** The wider one's request is served; the narrower one's prompt does not have to show once more what it showed. */
    @Test
    void a_place_that_a_wider_jurisdiction_saw_abroad_takes_no_prompt_of_a_narrower_one() throws IOException {
        try (Border border = Border.start(topology -> topology.euBoundary("[EU, US]"))) {
            border.fra().always(Fault.inferenceGeo("us"));
            assertThat(ask(border).status()).isEqualTo(200);
            RawReply german = askAsGerman(border);
            assertThat(Border.candidates(german)).containsExactly("fra-claude=quarantined");
            assertThat(border.fra().received()).hasSize(1);
            assertThat(ask(border).status()).as("inside its own boundary").isEqualTo(200);
            assertThat(border.running().admin("GET", "/v1/endpoints").body())
                    .contains("\"quarantined_for\" : [ \"de\" ]");
            border.running().admin("DELETE", "/v1/endpoints/fra-claude/quarantine");
            assertThat(ask(border).status()).isEqualTo(200);
            assertThat(border.running().admin("GET", "/v1/endpoints").body())
                    .as("seen again after it was lifted")
                    .contains("\"quarantined_for\" : [ \"de\" ]");
            border.held("fra1");
        }
    }

    @Test
    void what_a_reply_has_said_of_its_place_it_cannot_unsay() throws IOException {
        for (String usage : List.of(
                "\"inference_geo\":\"us\",\"inference_geo\":\"not_available\"",
                "\"inference_geo\":\"us\"},\"usage\":{\"inference_geo\":\"not_available\"",
                "\"inference_geo\":\"not_available\",\"inference_geo\":\"us\"",
                "\"inference_geo\":\"us\",\"inference_geo\":\"\",\"inference_geo\":null")) {
            withheldInPieces(usage);
        }
    }

    /** Nobody has promised that header: it can tell against a place, and never for one. */
    @Test
    void a_head_that_names_another_region_than_the_only_declared_one_tells_against_it() throws IOException {
        String resource = "provider: azure, url: \"<fra1>\", reach: [%s], models: { cloud: sim-azure }";
        for (boolean stream : List.of(false, true)) {
            for (String shown : List.of("Sweden Central", "East US", "Germany West Central", "Mars North")) {
                try (Border border = Border.start(
                        topology -> topology.adding("azure-se", resource.formatted("\"azure:swedencentral\""))
                                .addingRoute("cloud: { eu: [[azure-se]] }"))) {
                    border.fra().next(Fault.headers("x-ms-region", shown));
                    RawReply reply = border.post(
                            "/v1/chat/completions",
                            border.chat("\"stream\":" + stream).replace("\"chat\"", "\"cloud\""));
                    JsonNode line = border.logLine(reply);
                    if (shown.equals("East US")) {
                        assertThat(Border.code(reply)).isEqualTo("residency_contradicted");
                        assertThat(reply.header("bailiwick-region")).isEqualTo("azure:eastus");
                        assertThat(border.running()
                                        .admin("GET", "/v1/endpoints")
                                        .body())
                                .contains("\"seen\" : \"azure:eastus\"");
                    } else {
                        assertThat(reply.status()).as(shown).isEqualTo(200);
                        assertThat(reply.header("bailiwick-region")).isEqualTo("azure:swedencentral");
                        assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("attested");
                        assertThat(line.path("bailiwick.region.mismatch").asBoolean())
                                .as(shown)
                                .isEqualTo(shown.equals("Germany West Central"));
                    }
                    border.held("fra1");
                }
            }
        }
        try (Border border = Border.start(topology -> topology.adding(
                        "azure-eu", resource.formatted("\"azure:swedencentral\", \"azure:francecentral\""))
                .addingRoute("cloud: { eu: [[azure-eu]] }"))) {
            border.fra().next(Fault.headers("x-ms-region", "East US"));
            assertThat(border.post("/v1/chat/completions", border.chat().replace("\"chat\"", "\"cloud\""))
                            .status())
                    .as("where several are declared it is the region of the resource, which may have run nothing")
                    .isEqualTo(200);
            border.held("fra1");
        }
    }

    @Test
    void a_head_from_abroad_counts_whatever_becomes_of_its_reply() throws IOException {
        String half =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-ms-region: East US\r\ncontent-length: 8\r\n\r\n{\"half\":";
        for (Fault fault : List.of(
                Fault.status(500, "x-ms-region", "East US"),
                Fault.status(429, "x-ms-region", "East US"),
                Fault.raw(half, Ending.KEEP),
                Fault.raw(half.replace("length: 8", "length: 9"), Ending.RESET))) {
            try (Border border = Border.start(
                    topology -> topology.adding(
                                    "azure-se",
                                    "provider: azure, url: \"<fra1>\", reach: [\"azure:swedencentral\"], models: { cloud: sim-azure }")
                            .addingRoute("cloud: { eu: [[azure-se], [par-cloud]] }")
                            .adding(
                                    "par-cloud",
                                    "provider: openai-compatible, url: \"<par1>\", reach: [\"onprem:par1\"], models: { cloud: sim-large-2 }"))) {
                border.fra().next(fault);
                RawReply reply =
                        border.post("/v1/chat/completions", border.chat().replace("\"chat\"", "\"cloud\""));
                assertThat(Border.code(reply)).as(fault.toString()).isEqualTo("residency_contradicted");
                assertThat(border.running().admin("GET", "/v1/endpoints").body())
                        .contains("\"seen\" : \"azure:eastus\"");
                assertThat(border.par().received()).isEmpty();
                border.held("fra1");
            }
        }
    }

    @Test
    void saying_nothing_contradicts_nothing() throws IOException {
        for (String geo : new String[] {null, "not_available", ""}) {
            try (Border border = Border.withFrankfurt()) {
                border.fra().next(Fault.inferenceGeo(geo));
                RawReply reply = ask(border);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("attested");
                border.held("fra1");
            }
        }
    }

    @Test
    void an_evidence_that_comes_after_much_else_still_counts() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.fra().next(Fault.padded(300_000).and(Fault.inferenceGeo("us")));
            withheld(ask(border));
            border.held("fra1");
        }
    }

    @Test
    void a_reply_too_long_to_hold_is_withheld_rather_than_believed() throws IOException {
        try (Border border = Border.start(topology -> topology.pool("[[fra]]").gateway("limits: { reply: 64KiB }"))) {
            border.fra().next(Fault.padded(300_000).and(Fault.inferenceGeo("us")));
            RawReply reply = ask(border);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body()).doesNotContain("simulated word by word");
            border.held("fra1");
        }
    }

    @Test
    void quarantine_holds_until_it_is_lifted_for_all_whose_boundary_the_place_was_seen_outside_of() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.fra().next(Fault.inferenceGeo("us"));
            withheld(ask(border));
            int sent = border.fra().received().size();
            RawReply refused = ask(border);
            assertThat(Border.code(refused)).isEqualTo("residency_pool_exhausted");
            assertThat(Border.candidates(refused)).containsExactly("fra-claude=quarantined");
            assertThat(refused.header("x-should-retry")).isEqualTo("false");
            assertThat(border.fra().received()).hasSize(sent);
            RawReply german = askAsGerman(border);
            assertThat(Border.candidates(german))
                    .as("what is seen outside the Union is seen outside Germany")
                    .containsExactly("fra-claude=quarantined");
            assertThat(border.fra().received()).hasSize(sent);
            assertThat(border.running().admin("GET", "/v1/endpoints").body())
                    .contains("\"quarantined_for\" : [ \"de\", \"eu\" ]");
            assertThat(border.running()
                            .admin("DELETE", "/v1/endpoints/par-claude/quarantine")
                            .body())
                    .contains(": 0");
            assertThat(border.running()
                            .admin("DELETE", "/v1/endpoints/fra/quarantine")
                            .body())
                    .as("at the same url, but with another model")
                    .contains(": 0");
            assertThat(ask(border).status()).isEqualTo(503);
            assertThat(border.running()
                            .admin("DELETE", "/v1/endpoints/fra-claude/quarantine")
                            .body())
                    .contains(": 2");
            assertThat(ask(border).status()).isEqualTo(200);
            border.held("fra1");
        }
    }

    /** Nobody listed such a place, so it may be any: a provider that changes its words does not silence them. */
    @Test
    void what_is_said_of_a_place_in_no_words_is_said_all_the_same() throws IOException {
        for (String stated : List.of("5", "1.5", "true", "{}", "[]", "{\"inference_geo\":\"eu\"}", "[\"eu\"]")) {
            withheldInPieces("\"inference_geo\":" + stated);
        }
    }

    private static void withheldInPieces(String usage) throws IOException {
        String said = "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m-1\",\"content\":[],"
                + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1," + usage + ",\"output_tokens\":1}}";
        for (int pieces : List.of(1, 2)) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(inPieces(said, pieces));
                withheld(ask(border));
                border.held("fra1");
            }
        }
    }

    private static Fault inPieces(String said, int pieces) {
        String head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
        if (pieces == 1) {
            return Fault.raw(head + "content-length: " + said.length() + "\r\n\r\n" + said, Ending.KEEP);
        }
        int half = said.length() / 2;
        return Fault.raw(
                head + "transfer-encoding: chunked\r\n\r\n" + chunk(said.substring(0, half))
                        + chunk(said.substring(half)) + "0\r\n\r\n",
                Ending.KEEP);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    void quarantine_survives_a_reload() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.fra().next(Fault.inferenceGeo("us"));
            withheld(ask(border));
            border.reload(topology -> topology);
            assertThat(ask(border).header("bailiwick-endpoint")).isEqualTo("par-claude");
            border.reload(topology -> topology.pool("[[fra]]"));
            assertThat(ask(border).status()).isEqualTo(503);
            border.held("fra1", "par1");
        }
    }

    @Test
    void quarantine_survives_a_restart() throws IOException {
        UnaryOperator<Topology> kept = topology -> topology.gateway("state: \"" + directory + "\"");
        try (Border border = Border.start(kept)) {
            border.fra().next(Fault.inferenceGeo("us"));
            withheld(ask(border));
            border.running().close();
            try (Running restarted = Running.start(border.policy(kept))) {
                RawReply reply = restarted.post(
                        "/v1/messages", border.canaries().key(), border.messages(), "anthropic-version", "2023-06-01");
                assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par-claude");
                assertThat(restarted
                                .admin("DELETE", "/v1/endpoints/fra-claude/quarantine")
                                .body())
                        .contains(": 2");
            }
            try (Running restarted = Running.start(border.policy(kept))) {
                RawReply reply = restarted.post(
                        "/v1/messages", border.canaries().key(), border.messages(), "anthropic-version", "2023-06-01");
                assertThat(reply.header("bailiwick-endpoint")).isEqualTo("fra-claude");
            }
            border.sinks().assertUntouched("iad1");
            RegionSinks.assertAbsent(border.canaries(), directory);
        }
    }

    @Test
    void another_name_for_a_jurisdiction_lifts_nothing_by_reload_or_restart() throws IOException {
        UnaryOperator<Topology> kept = topology -> topology.pool("[[fra]]").gateway("state: \"" + directory + "\"");
        try (Border border = Border.start(kept)) {
            border.fra().next(Fault.inferenceGeo("us"));
            withheld(ask(border));
            String renamed = border.policy(kept).replaceAll("\\b(eu|de)(?![-\\w])", "$1-users");
            border.running().reload(renamed);
            RawReply reply = ask(border);
            assertThat(Border.candidates(reply)).containsExactly("fra-claude=quarantined");
            assertThat(reply.header("bailiwick-jurisdiction")).isEqualTo("eu-users");
            assertThat(border.running().admin("GET", "/v1/endpoints").body())
                    .contains("\"quarantined_for\" : [ \"de\", \"de-users\", \"eu\", \"eu-users\" ]")
                    .contains("\"seen\" : \"anthropic:us\"");
            assertThat(border.running().metrics())
                    .contains("bailiwick_upstream_quarantined{jurisdiction=\"eu-users\",region=\"onprem:fra1\","
                            + "upstream=\"fra-claude\"} 1");
            border.running().close();
            try (Running restarted = Running.start(renamed.replace("-users", "-people"))) {
                RawReply again = restarted.post(
                        "/v1/messages", border.canaries().key(), border.messages(), "anthropic-version", "2023-06-01");
                assertThat(Border.candidates(again)).containsExactly("fra-claude=quarantined");
                assertThat(restarted
                                .admin("DELETE", "/v1/endpoints/fra-claude/quarantine")
                                .body())
                        .as("for each name that it was held under")
                        .contains(": 6");
                assertThat(restarted
                                .post(
                                        "/v1/messages",
                                        border.canaries().key(),
                                        border.messages(),
                                        "anthropic-version",
                                        "2023-06-01")
                                .status())
                        .isEqualTo(200);
            }
            border.sinks().assertUntouched("iad1");
        }
    }

    @Test
    void a_quarantine_that_cannot_be_read_stops_the_start() throws IOException {
        for (String broken : List.of(
                "",
                "{",
                "{}",
                "null",
                "[{}]",
                "[{\"url\":\"http://x\"}]",
                "[null]",
                "\0\0\0",
                "[{\"url\":\" \",\"model\":\"m\",\"jurisdiction\":\"eu\"}]")) {
            Files.writeString(directory.resolve("quarantine.json"), broken);
            assertThatThrownBy(() -> Border.start(topology -> topology.gateway("state: \"" + directory + "\""))
                            .close())
                    .as(broken)
                    .hasMessageContaining("quarantine");
        }
    }

    private static void withheld(RawReply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(Border.code(reply)).isEqualTo("residency_contradicted");
        assertThat(Border.candidates(reply)).first().isEqualTo("fra-claude=quarantined");
        assertThat(Border.candidates(reply).subList(1, Border.candidates(reply).size()))
                .as("the others of the pool are named, and were not asked")
                .allMatch(each -> each.endsWith("=untried"));
        assertThat(reply.header("x-should-retry")).isEqualTo("false");
    }

    private static RawReply ask(Border border) throws IOException {
        return border.post("/v1/messages", border.messages(), "anthropic-version", "2023-06-01");
    }

    private static RawReply askAsGerman(Border border) throws IOException {
        return border.running()
                .post("/v1/messages", Running.DE_KEY, border.messages(), "anthropic-version", "2023-06-01");
    }

    private static RawReply stream(Border border) throws IOException {
        return border.post("/v1/messages", border.messages("\"stream\":true"), "anthropic-version", "2023-06-01");
    }
}
