package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.credentials.MachineSecrets;
import io.bailiwick.credentials.SecretSource;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Surface;
import io.bailiwick.routing.RetryOn;
import io.bailiwick.routing.Route;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCompilerTest {

    private static final String FLEET = Policies.read(Path.of("policies/eu-and-us.yaml"));
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AZURE_SE_KEY", "k1",
            "MISTRAL_KEY", "k2",
            "OPENAI_US_KEY", "k3",
            "ANTHROPIC_KEY", "k4",
            "OTLP_EU_KEY", "k5");

    @TempDir
    private Path directory;

    @Test
    void what_is_written_is_what_the_gateway_reads() {
        GatewaySnapshot snapshot = Policies.accepted(FLEET);

        assertThat(snapshot.gateway().listen()).isEqualTo(new HostPort("0.0.0.0", 8080));
        assertThat(snapshot.gateway().limits()).isEqualTo(Limits.DEFAULT);
        assertThat(snapshot.gateway().peers()).containsEntry("us", "https://us.llm.example.com");
        assertThat(snapshot.gateway().trustedProxies()).hasToString("[10.0.0.0/8]");
        assertThat(Objects.requireNonNull(snapshot.jurisdictions().get("eu")).users())
                .contains(new Country("NO"))
                .hasSize(30);
        Route chat = Objects.requireNonNull(snapshot.routes().named("gpt-4o"));
        assertThat(chat.name()).isEqualTo("chat");
        assertThat(chat.options().retryOn()).isEqualTo(RetryOn.ALL);
        assertThat(chat.options().state()).isEqualTo("azure-sweden");
        assertThat(chat.options().timeouts().request()).isEqualTo(Duration.ofMinutes(10));
        assertThat(snapshot.expect().models()).containsEntry("chat", Set.of("gpt-4o-2024-11-20"));
        assertThat(Objects.requireNonNull(snapshot.logs().get("eu")).file())
                .isEqualTo(Path.of("/var/log/bailiwick/eu.jsonl"));
    }

    @Test
    void an_endpoint_carries_all_that_it_takes_to_speak_to_it() {
        GatewaySnapshot snapshot = Policies.accepted(FLEET);

        Upstream own = upstream(snapshot, "vllm-frankfurt");
        assertThat(own.endpoint().url()).isEqualTo(URI.create("http://10.1.2.3:8000/v1"));
        assertThat(own.endpoint().gated()).isFalse();
        assertThat(own.endpoint().features()).containsExactly("web_search");
        assertThat(own.endpoint().concurrency()).isEqualTo(1000);
        assertThat(own.networks()).hasToString("[10.1.0.0/16]");
        assertThat(own.health()).isEqualTo(new Upstream.HealthProbe("/v1/models", Duration.ofSeconds(10)));
        Upstream azure = upstream(snapshot, "azure-sweden");
        assertThat(azure.endpoint().gated()).isTrue();
        assertThat(azure.endpoint().apis()).containsExactlyInAnyOrder("chat", "embeddings");
        assertThat(azure.credential().isMissing()).isTrue();
        Upstream claude = upstream(snapshot, "claude-us");
        assertThat(claude.inferenceGeo("claude-sonnet-4-6")).isEqualTo("us");
        assertThat(azure.inferenceGeo("gpt-4o-se")).isNull();
    }

    @Test
    void a_client_may_name_a_geography_only_where_that_chooses_nothing() {
        GatewaySnapshot snapshot =
                Policies.accepted(Policies.read(Path.of("src/test/resources/good/inference-geo.yaml")));

        assertThat(upstream(snapshot, "held").endpoint().features()).containsExactly("inference_geo");
        assertThat(upstream(snapshot, "free").endpoint().features()).containsExactly("inference_geo");
        assertThat(upstream(snapshot, "both").endpoint().features()).containsExactly("inference_geo");
        assertThat(upstream(snapshot, "own-proxy").endpoint().features()).isEmpty();
        assertThat(upstream(snapshot, "half-free").endpoint().features()).isEmpty();
        assertThat(upstream(snapshot, "stated").endpoint().features()).containsExactly("inference_geo");
        assertThat(upstream(snapshot, "stated").inferenceGeo("m")).isNull();
    }

    @Test
    void an_endpoint_that_promises_nothing_is_not_gated_for_those_who_need_nothing() {
        GatewaySnapshot snapshot = Policies.accepted(Policies.read(Path.of("policies/anywhere.yaml")));

        assertThat(upstream(snapshot, "openai").endpoint().gated()).isFalse();
        assertThat(upstream(snapshot, "openai").promises().values())
                .allMatch(promise -> promise.promise() == Evidence.NONE)
                .allMatch(promise -> promise.reach().equals(Reach.anywhere()));
    }

    @Test
    void words_that_yaml_would_change_stay_what_was_written() {
        GatewaySnapshot snapshot =
                Policies.accepted(Policies.read(Path.of("src/test/resources/good/words-of-yaml.yaml")));

        assertThat(snapshot.gateway().region().country()).isEqualTo(new Country("NO"));
        assertThat(snapshot.jurisdictions()).containsOnlyKeys("no", "null", "on");
        assertThat(snapshot.upstreams()).containsOnlyKeys("1e3");
        assertThat(snapshot.routes().byAnyName()).containsOnlyKeys("2026-11-21", "010");
        assertThat(snapshot.expect().models()).containsEntry("010", Set.of("1.10", "0x1f", "true"));
        assertThat(Objects.requireNonNull(snapshot.tenants().named("yes"))
                        .homes()
                        .get(0)
                        .name())
                .isEqualTo("no");
    }

    @Test
    void a_model_with_a_sku_of_its_own_reaches_as_far_as_that() {
        GatewaySnapshot snapshot =
                Policies.accepted(Policies.read(Path.of("src/test/resources/good/azure-models.yaml")));

        Map<String, String> reaches = new HashMap<>();
        upstream(snapshot, "azure-sweden")
                .promises()
                .forEach((model, promise) -> reaches.put(model, promise.reach().toString()));

        assertThat(reaches)
                .containsEntry("gpt-4o-se", "azure:swedencentral")
                .containsEntry("mini", "azure:eu-data-zone")
                .containsEntry("huge", "anywhere");
        assertThat(Policies.problems(Policies.read(Path.of("src/test/resources/good/azure-models.yaml"))
                        .replace("wide: [[", "eu: [[")))
                .singleElement()
                .asString()
                .contains("azure-sweden × mini reaches azure:eu-data-zone (CH NO)");
    }

    @Test
    void what_this_build_cannot_do_is_proven_and_named_with_its_line() {
        String text = Policies.read(Path.of("src/test/resources/good/not-in-this-build.yaml"));
        GatewaySnapshot snapshot = Policies.accepted(text);

        assertThat(snapshot.notInThisBuild()).containsExactly("endpoints.bedrock.provider: bedrock (line 17)");
        assertThat(snapshot.proof().rows())
                .anyMatch(row -> row.surface().kind() == Surface.Kind.TELEMETRY)
                .anyMatch(row -> row.surface().name().startsWith("bedrock"));
    }

    @Test
    void a_key_file_is_read_with_the_policy_so_that_a_bad_one_refuses_it() throws IOException {
        String text = Policies.read(Path.of("src/test/resources/good/identity-sources.yaml"))
                .replace("  tls: { certificate: cert.pem, key: key.pem, client-ca: ca.pem }\n", "")
                .replaceFirst(", certificates: .*", " }");
        String digest = "sha256:8254c329a92850f6d539dd376f4816ee2764517da5e0235514af433164480d7a";
        assertThat(serve(text, Map.of()).toString())
                .contains("acme.keys cannot be read (expected: a file of sha256: lines)");
        Files.writeString(directory.resolve("acme.keys"), digest + "\nbw-a-key-in-clear\n");
        assertThat(serve(text, Map.of()).toString())
                .contains("acme.keys: line 2 is no key")
                .doesNotContain("in-clear");
        Files.writeString(directory.resolve("acme.keys"), digest + "\n");
        Policies.accepted(serve(text, Map.of()));
        assertThat(serve(
                                text.replace(
                                        "  jwt:",
                                        "    other: { jurisdiction: eu, keys: [\"" + digest + "\"] }\n  jwt:"),
                                Map.of())
                        .toString())
                .contains("belongs to 'acme' already", "identity.jwt says no tenant, and there are 2");
    }

    @Test
    void a_gateway_outside_does_not_spoil_the_policy_and_uses_no_sink_there() {
        GatewaySnapshot snapshot = Policies.accepted(Policies.compile("policy.yaml", FLEET, "aws:us-east-1"));

        assertThat(snapshot.proof().rows())
                .filteredOn(row -> row.jurisdiction().name().equals("de"))
                .extracting(row -> row.surface().kind())
                .containsExactly(Surface.Kind.GATEWAY, Surface.Kind.ENDPOINT, Surface.Kind.ENDPOINT);
        assertThat(snapshot.serves(
                        Objects.requireNonNull(snapshot.jurisdictions().get("us"))))
                .isTrue();
        assertThat(snapshot.serves(
                        Objects.requireNonNull(snapshot.jurisdictions().get("de"))))
                .isFalse();
    }

    @Test
    void serving_needs_every_secret() throws IOException {
        Path token = Files.writeString(directory.resolve("admin-token"), "admin-secret\n");
        String text = FLEET.replace("/etc/bailiwick/admin-token", "admin-token")
                .replace("/var/log/bailiwick", directory.toString());

        GatewaySnapshot served = Policies.accepted(serve(text, ENVIRONMENT));
        assertThat(Objects.requireNonNull(served.gateway().admin().token())
                        .matches("admin-secret".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(headers(upstream(served, "azure-sweden"))).containsEntry("api-key", "k1");
        assertThat(served.warnings()).isEmpty();

        Files.delete(token);
        assertThat(refused(serve(text, Map.of("AZURE_SE_KEY", "k1\r\nx: y"))))
                .hasSize(6)
                .anyMatch(problem -> problem.contains("admin-token is not there"))
                .anyMatch(problem -> problem.contains("env AZURE_SE_KEY holds a space, a control character"))
                .anyMatch(problem -> problem.contains("env MISTRAL_KEY is not set"))
                .noneMatch(problem -> problem.contains("k1"));
    }

    /** Else each of its attempts would fail to connect, and nobody would be told why. */
    @Test
    void an_endpoint_whose_authority_cannot_be_read_is_a_problem_where_it_is_served_and_a_warning_elsewhere() {
        String text = Policies.read(Path.of("policies/single-sidecar.yaml"))
                .replace("url: http://10.1.2.3:8000/v1", "url: https://10.1.2.3/v1\n    tls: { ca: none.pem }");

        assertThat(refused(serve(text, ENVIRONMENT)))
                .anyMatch(problem -> problem.contains(".tls.ca: ") && problem.contains("none.pem is not readable"));
        assertThat(Policies.accepted(text).warnings())
                .anyMatch(warning -> warning.contains("none.pem is not readable on this machine"));
    }

    @Test
    void a_check_without_secrets_leaves_an_admin_token_that_nobody_knows() {
        GatewaySnapshot checked = Policies.accepted(FLEET);

        assertThat(checked.gateway().admin().token()).isNotNull();
        assertThat(checked.warnings()).hasSize(6).anyMatch(warning -> warning.contains("AZURE_SE_KEY is not set"));
    }

    @Test
    void a_restart_that_lifts_quarantine_is_warned_of() {
        assertThat(Policies.accepted(Policies.read(Path.of("policies/demo.yaml")))
                        .warnings())
                .singleElement()
                .asString()
                .contains("a restart lifts every quarantine");
    }

    @Test
    void what_no_request_can_reach_is_warned_of() {
        String text = Policies.read(Path.of("policies/single-sidecar.yaml"))
                .replace(", [vllm-berlin]]", "]")
                .replace("jurisdictions:\n", "jurisdictions:\n  fr: { boundary: [FR] }\n")
                .replace("region: onprem:fra1", "region: aws:us-east-1");

        assertThat(Policies.accepted(text).warnings())
                .anyMatch(warning -> warning.contains("endpoints.vllm-berlin stands in no pool"))
                .anyMatch(warning -> warning.contains("jurisdictions.fr has no pool"))
                .anyMatch(warning -> warning.contains("it serves nobody"));
    }

    @Test
    void two_names_for_one_place_cannot_disagree_on_where_it_is() {
        String text = Policies.read(Path.of("policies/single-sidecar.yaml")).replace("10.2.2.3", "10.1.2.3");

        assertThat(Policies.problems(text))
                .singleElement()
                .asString()
                .contains("mistral-small reaches onprem:ber1, and onprem:fra1 as 'vllm-frankfurt'");
    }

    @Test
    void a_known_host_behind_an_address_is_still_that_host() {
        String text = Policies.read(Path.of("policies/single-sidecar.yaml"))
                .replace(
                        "url: http://10.1.2.3:8000/v1",
                        "url: https://104.18.6.192/v1\n    tls: { name: api.openai.com }");

        assertThat(Policies.problems(text))
                .singleElement()
                .asString()
                .contains("'api.openai.com' is promised nowhere")
                .contains("writes only [onprem:fra1]");
    }

    @Test
    void a_certificate_of_another_host_of_the_provider_is_refused() {
        String text = Policies.read(Path.of("policies/anywhere.yaml"))
                .replace(
                        "url: https://api.openai.com/v1",
                        "url: https://api.openai.com/v1\n    tls: { name: eu.api.openai.com }");

        assertThat(Policies.problems(text)).singleElement().asString().contains("one host of one provider");
    }

    @Test
    void a_defect_of_the_compiler_costs_the_policy_and_nothing_else() {
        SecretSource defective = new SecretSource() {
            @Override
            public Answer env(String name) {
                throw new IllegalStateException("staged");
            }

            @Override
            public Answer file(Path path) {
                throw new IllegalStateException("staged");
            }

            @Override
            public boolean required() {
                return true;
            }
        };

        Compiled compiled =
                new PolicyCompiler(Policies.CATALOGUE, defective).compile("policy.yaml", FLEET, null, directory);

        assertThat(refused(compiled)).singleElement().asString().contains("a defect of the policy compiler");
    }

    private Compiled serve(String text, Map<String, String> environment) {
        return new PolicyCompiler(Policies.CATALOGUE, new MachineSecrets(environment, true))
                .compile("policy.yaml", text, null, directory);
    }

    private static List<String> refused(Compiled compiled) {
        return compiled.match(
                accepted -> List.of(),
                refused -> refused.problems().stream().map(Problem::toString).toList());
    }

    private static Map<String, String> headers(Upstream upstream) {
        Map<String, String> headers = new HashMap<>();
        upstream.credential().addTo(headers::put);
        return headers;
    }

    private static Upstream upstream(GatewaySnapshot snapshot, String name) {
        return Objects.requireNonNull(snapshot.upstreams().get(name));
    }
}
