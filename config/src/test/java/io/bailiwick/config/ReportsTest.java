package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.config.Explanation.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

    /** 192.0.2.0/25 is in France, 198.51.100.0/24 in Germany, and of the rest it says nothing. */
    private static final Path COUNTRIES =
            Path.of("src/test/resources/countries.mmdb").toAbsolutePath();

    @TempDir
    private Path directory;

    private final GatewaySnapshot demo = Policies.accepted(Policies.read(Path.of("policies/demo.yaml")));

    @Test
    void the_proof_has_a_line_for_each_jurisdiction_and_surface() {
        String text = ProofReport.text(demo);

        assertThat(text.lines())
                .contains("policy sha256:" + demo.digest())
                .anyMatch(line -> line.matches("de +endpoint +sim-frankfurt × sim-large +onprem:fra1 +inside +DE"))
                .anyMatch(line -> line.matches("us +gateway +aws:eu-central-1 +aws:eu-central-1 +not served here +DE"))
                .anyMatch(line -> line.matches("sim-paris +sim-embed +openai-compatible +attested +attested +.*own"));
        assertThat(text).contains("a restart lifts every quarantine").doesNotContain("OUTSIDE");
    }

    @Test
    void the_proof_says_why_a_model_does_not_stay_where_its_host_does() throws IOException {
        String policy = Policies.read(Path.of("policies/anywhere.yaml"))
                .replace("https://api.openai.com", "https://eu.api.openai.com")
                .replace(": gpt-4o", ": o3-deep-research");
        String text = ProofReport.text(Policies.accepted(policy));
        JsonNode json = new ObjectMapper().readTree(ProofReport.json(Policies.accepted(policy)));

        assertThat(text)
                .contains("models that do not stay where their host does:")
                .contains("searches the web");
        assertThat(json.findValuesAsText("caveat")).anyMatch(why -> why.contains("searches the web"));
        assertThat(ProofReport.text(demo)).doesNotContain("do not stay");
        assertThat(ProofReport.json(demo)).doesNotContain("caveat");
    }

    @Test
    void the_proof_is_json_too() throws IOException {
        JsonNode json = new ObjectMapper().readTree(ProofReport.json(demo));

        assertThat(json.get("accepted").asBoolean()).isTrue();
        assertThat(json.get("digest").asText()).isEqualTo(demo.digest());
        assertThat(json.get("proof").size()).isEqualTo(demo.proof().rows().size());
        assertThat(json.get("proof").findValuesAsText("verdict")).contains("inside", "not served here");
        assertThat(json.get("endpoints").size()).isEqualTo(9);
        JsonNode refused =
                new ObjectMapper().readTree(ProofReport.json(List.of(new Problem("p.yaml", 3, 7, "unknown key 'a'"))));
        assertThat(refused.get("accepted").asBoolean()).isFalse();
        assertThat(refused.at("/problems/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void a_request_is_explained_step_by_step() {
        Explanation explained = Explanation.of(demo, new Question("eu", "gpt-4o", null, "acme-gmbh"));

        assertThat(explained.served()).isTrue();
        assertThat(explained.text().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("tenant 'acme-gmbh' answers 'eu'"),
                        line -> assertThat(line).startsWith("jurisdiction  eu: AT BE"),
                        line -> assertThat(line).contains("aws:eu-central-1 is inside"),
                        line -> assertThat(line).isEqualTo("route         chat"),
                        line -> assertThat(line).startsWith("tier 1        sim-frankfurt"),
                        line -> assertThat(line).startsWith("tier 2        sim-paris"),
                        line -> assertThat(line)
                                .isEqualTo("asked         by a chat client: sim-frankfurt by chat; sim-paris by chat"),
                        line -> assertThat(line).startsWith("asked         by a responses client: "),
                        line -> assertThat(line)
                                .isEqualTo("asked         by a messages client: sim-frankfurt by chat, translated;"
                                        + " sim-paris by chat, translated"),
                        line -> assertThat(line)
                                .startsWith("passed over   sim-virginia")
                                .endsWith("outside"),
                        line -> assertThat(line).contains("never another region"));
    }

    @Test
    void a_refusal_is_explained_with_its_code() {
        assertThat(refusal(new Question("us", "chat", null, null))).contains("residency_gateway_outside");
        assertThat(refusal(new Question("us", "chat", null, "acme-gmbh"))).contains("jurisdiction_widened");
        assertThat(refusal(new Question("eu", "chat", null, "muster-de"))).contains("jurisdiction_widened");
        assertThat(refusal(new Question("eu", "chat", "JP", null))).contains("jurisdiction_unresolved");
        assertThat(refusal(new Question("eu", "chat", "US", "acme-gmbh"))).contains("jurisdiction_conflict");
        assertThat(refusal(new Question("eu", "chad", null, null)))
                .contains("route_not_found")
                .contains("did you mean 'chat'?");
        assertThat(refusal(new Question("eux", "chat", null, null))).contains("did you mean 'eu'?");
        assertThat(refusal(new Question("eu", "chat", null, "acme"))).contains("unknown tenant");
        assertThat(refusal(new Question("eu", "chat", "Germany", null))).contains("no ISO 3166-1");
    }

    @Test
    void a_country_narrows_to_the_jurisdiction_that_covers_it() {
        Explanation explained = Explanation.of(demo, new Question("de", "claude", "DE", "acme-gmbh"));

        assertThat(explained.served()).isTrue();
        assertThat(explained.text()).contains("country DE answers [de]").contains("messages call");
    }

    @Test
    void a_country_is_taken_as_the_gateway_takes_it() {
        assertThat(Explanation.of(demo, new Question("de", "claude", "de", "acme-gmbh"))
                        .text())
                .contains("country DE answers [de]");
        Explanation unknown = Explanation.of(demo, new Question("eu", "gpt-4o", "XX", "acme-gmbh"));
        assertThat(unknown.served()).isTrue();
        assertThat(unknown.text()).contains("country XX answers nothing");
    }

    @Test
    void what_only_a_gateway_meets_is_said_beforehand() {
        String policy = """
            bailiwick: 1
            gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0" }
            jurisdictions: { eu: { boundary: [EU], users: [EU] }, de: { boundary: [DE], within: eu } }
            identity:
              tenants: { a: { jurisdiction: eu, keys: ["sha256:b9d88d60c0f024771329de35b20e924470b2e8305b6645a8e69f651a03b90cdd"] } }
            regions: { "onprem:par1": { country: FR }, "onprem:fra1": { country: DE } }
            endpoints:
              par: { provider: vllm, url: "http://10.0.0.1:8000/v1", reach: ["onprem:par1"], models: { chat: m } }
              fra: { provider: vllm, url: "http://10.0.0.2:8000/v1", reach: ["onprem:fra1"], models: { chat: m } }
            routes: { chat: { eu: [[fra], [par]], de: [[fra]], options: { state: par } } }
            """;
        GatewaySnapshot snapshot = Policies.accepted(policy);
        assertThat(Explanation.of(snapshot, new Question(null, "chat", null, "a"))
                        .text())
                .contains("by a responses client that does not say store: false: only par (options.state)\n");
        assertThat(Explanation.of(snapshot, new Question("de", "chat", null, "a"))
                        .text())
                .contains("only par (options.state), which is not in this pool, so it is refused (feature:store)");
    }

    @Test
    void each_source_is_explained_and_why_the_result_follows() {
        GatewaySnapshot policy = identity(COUNTRIES);

        Explanation explained = Explanation.of(
                policy, new Question(null, "chat", "FR", "globex", "eu", "DE.llm.example.com.", "192.0.2.1"));
        assertThat(explained.served()).isTrue();
        assertThat(explained.text().lines())
                .contains(
                        "identity      tenant 'globex' answers one of [eu, us], which another source has to choose",
                        "identity      claim eu answers [eu]",
                        "identity      country FR answers [eu]",
                        "identity      address 192.0.2.1 in FR answers [eu]",
                        "identity      host de.llm.example.com answers [de]",
                        "identity      of [de, eu, us] 'de' is the narrowest on one chain");
        assertThat(Explanation.of(policy, new Question(null, "chat", null, "globex", null, null, null))
                        .text())
                .contains("jurisdiction_unresolved", "no source says which");
        assertThat(Explanation.of(policy, new Question(null, "chat", null, "globex", "mars", null, null))
                        .text())
                .contains("jurisdiction_unresolved", "names no jurisdiction of this gateway");
        assertThat(Explanation.of(policy, new Question(null, "chat", null, "globex", null, null, "here"))
                        .text())
                .contains("usage", "'here' is no address");
        assertThat(Explanation.of(policy, new Question(null, "chat", null, "globex", "eu", null, "203.0.113.1"))
                        .text())
                .contains("address 203.0.113.1 answers nothing\n");
    }

    /** As a gateway that never read it answers. */
    @Test
    void without_its_database_of_addresses_everybody_is_refused() throws IOException {
        Question question = new Question(null, "chat", "FR", "globex", "eu", null, "192.0.2.1");
        assertThat(Explanation.of(identity(COUNTRIES), question).served()).isTrue();
        assertThat(identity(COUNTRIES).warnings()).noneMatch(warning -> warning.contains("geoip"));
        Path garbage = Files.writeString(directory.resolve("garbage.mmdb"), "no database");
        Path nowhere = directory.resolve("nowhere.mmdb");
        for (Path none : List.of(garbage, nowhere, directory)) {
            Explanation explained = Explanation.of(identity(none), question);
            assertThat(explained.decision()).isEqualTo(Explanation.Decision.REFUSED);
            assertThat(explained.text())
                    .contains("identity      claim eu answers [eu]", "refused       identity_unavailable: " + none);
            assertThat(identity(none).warnings())
                    .filteredOn(warning -> warning.contains("identity.geoip.database"))
                    .singleElement()
                    .asString()
                    .endsWith(": every request is refused until it can be read");
        }
        assertThat(identity(garbage).warnings()).anyMatch(warning -> warning.contains("is no country database"));
        assertThat(identity(nowhere).warnings()).anyMatch(warning -> warning.contains("cannot be read: "));
        assertThat(Explanation.of(identity(nowhere), new Question(null, "chat", null, "globex", "mars", null, null))
                        .text())
                .as("the token is looked at first")
                .contains("refused       jurisdiction_unresolved");
    }

    @Test
    void a_source_that_the_policy_lacks_is_said_to_be_lacking() {
        assertThat(Explanation.of(demo, new Question("de", "chat", "DE", "acme-gmbh"))
                        .text())
                .contains("country DE answers [de], if this policy had identity.country");
    }

    @Test
    void where_the_laws_together_ask_for_more_evidence_than_a_pool_can_show_nobody_is_asked() {
        GatewaySnapshot strict = Policies.accepted("""
                bailiwick: 1
                gateway: { region: "onprem:fra1", listen: "127.0.0.1:0", admin: "127.0.0.1:0" }
                regions: { "onprem:fra1": { country: DE } }
                jurisdictions: { eu: { boundary: [EU], evidence: observed }, de: { boundary: [DE], users: [DE] } }
                identity:
                  tenants: { acme: { jurisdiction: eu, keys: ["sha256:%s"] } }
                  country: { header: x-user-country, trusted: [127.0.0.1/32] }
                endpoints:
                  fra: { provider: openai-compatible, url: "http://127.0.0.1:9/v1", reach: ["onprem:fra1"], models: { chat: m } }
                routes: { chat: { de: [[fra]] } }
                """.formatted("a".repeat(64)));

        Explanation explained = Explanation.of(strict, new Question(null, "chat", "DE", "acme", null, null, null));

        assertThat(explained.served()).isFalse();
        assertThat(explained.text()).contains("passed over   fra: evidence", "residency_pool_exhausted");
    }

    @Test
    void a_route_without_a_pool_names_everybody_whom_it_passes_over() {
        GatewaySnapshot fleet = Policies.accepted(Policies.read(Path.of("policies/eu-and-us.yaml")));

        Explanation explained = Explanation.of(fleet, new Question("eu", "claude", null, null));

        assertThat(explained.served()).isFalse();
        assertThat(explained.text()).contains("claude-us").contains("residency_no_pool");
    }

    private static GatewaySnapshot identity(Path countries) {
        String policy = Policies.read(Path.of("policies/identity.yaml"));
        return Policies.accepted(policy.replace("/var/lib/GeoIP/GeoLite2-Country.mmdb", countries.toString()));
    }

    private String refusal(Question question) {
        Explanation explained = Explanation.of(demo, question);
        assertThat(explained.served()).as(question.toString()).isFalse();
        return explained.text();
    }
}
