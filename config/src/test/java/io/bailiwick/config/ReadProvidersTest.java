package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Provider;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Promise;
import io.bailiwick.residency.Reach;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What each provider word and each key beside it means for the path, the headers and the reach. */
class ReadProvidersTest {

    private static final String DATED = "api-version: 2024-10-21, sku: standard, reach: [azure:swedencentral]";

    @Test
    void azures_dated_paths_name_the_deployment_and_the_version() {
        Upstream upstream = one("azure", "https://a.openai.azure.com/openai", DATED, "gpt-4o-se");

        assertThat(upstream.path(Api.CHAT, "gpt-4o-se"))
                .isEqualTo("/openai/deployments/gpt-4o-se/chat/completions?api-version=2024-10-21");
        assertThat(upstream.path(Api.EMBEDDINGS, "e"))
                .isEqualTo("/openai/deployments/e/embeddings?api-version=2024-10-21");
        assertThat(upstream.endpoint().apis()).containsExactlyInAnyOrder("chat", "completions", "embeddings");
        Upstream undated = one(
                "azure", "https://a.openai.azure.com/openai/v1", "sku: standard, reach: [azure:swedencentral]", "d");
        assertThat(undated.path(Api.CHAT, "d")).isEqualTo("/openai/v1/chat/completions");
        assertThat(undated.endpoint().apis()).contains("responses");
    }

    @Test
    void a_version_where_none_is_wanted_and_a_deployment_that_is_no_name_are_problems() {
        assertThat(problems("azure", "https://a.openai.azure.com/openai/v1", DATED, "d"))
                .singleElement()
                .asString()
                .contains("api-version at");
        assertThat(problems("openai", "https://eu.api.openai.com/openai", "api-version: 2024-10-21", "d"))
                .anyMatch(each -> each.contains("api-version at"));
        assertThat(problems("azure", "https://a.openai.azure.com/openai", DATED.replace("2024-10-21", "latest"), "d"))
                .anyMatch(each -> each.contains("a version such as"));
        assertThat(problems(
                        "azure",
                        "https://a.openai.azure.com/openai",
                        "sku: standard, reach: [azure:swedencentral]",
                        "d"))
                .singleElement()
                .asString()
                .contains("ends in /openai");
        for (String evil : List.of("../../x", "a/b", "a?b", "a%2e", "a b")) {
            assertThat(problems("azure", "https://a.openai.azure.com/openai", DATED, evil))
                    .as(evil)
                    .anyMatch(each -> each.contains("no deployment's name"));
        }
        assertThat(problems("azure", "https://a.openai.azure.com/openai", DATED + ", apis: [responses]", "d"))
                .anyMatch(each -> each.contains("api of provider azure"));
    }

    @Test
    void an_azure_host_wants_its_sku_and_a_global_one_reaches_anywhere() {
        assertThat(problems("azure", "https://a.openai.azure.com/openai/v1", "reach: [azure:swedencentral]", "d"))
                .anyMatch(each -> each.contains("needs sku"));
        assertThat(problems(
                        "openai-compatible",
                        "https://a.openai.azure.com/openai/v1",
                        "reach: [azure:swedencentral]",
                        "d"))
                .anyMatch(each -> each.contains("needs sku"));
        assertThat(problems(
                        "azure",
                        "https://a.openai.azure.com/openai/v1",
                        "sku: global, reach: [azure:swedencentral]",
                        "d"))
                .anyMatch(each -> each.contains("promised nowhere"));
    }

    @Test
    void project_and_organization_are_the_policys_own() {
        assertThat(one("openai", "https://eu.api.openai.com/v1", "project: proj_1, organization: org-2", "m")
                        .manner()
                        .headers())
                .isEqualTo(Map.of("openai-project", "proj_1", "openai-organization", "org-2"));
        assertThat(problems("openai", "https://eu.api.openai.com/v1", "project: \"a b\"", "m"))
                .anyMatch(each -> each.contains("an id such as"));
        assertThat(problems("vllm", "http://10.0.0.1/v1", "reach: [onprem:fra1], project: p", "m"))
                .anyMatch(each -> each.contains("only where provider is openai"));
    }

    @Test
    void whatever_it_is_called_a_known_host_that_promises_nothing_reaches_anywhere() {
        for (String host : List.of(
                "openrouter.ai",
                "api.together.xyz",
                "api.together.ai",
                "api.groq.com",
                "api.cloudflare.com",
                "gateway.ai.cloudflare.com",
                "api.openai.com",
                "api.mistral.ai",
                "ollama.com",
                "a.openai.azure.us",
                "a.openai.azure.cn",
                "a.cognitiveservices.azure.us",
                "a.cognitiveservices.azure.cn",
                "au.api.openai.com",
                "jp.api.openai.com")) {
            for (String provider : List.of("openai-compatible", "vllm", "ollama", "openai", "mistral", "azure")) {
                Promise promise = Policies.CATALOGUE.promise(host, provider, null, "m", onprem());
                assertThat(promise.reach()).as(provider + " at " + host).isNotEqualTo(onprem());
                assertThat(promise.objection()).as(provider + " at " + host).contains("anywhere");
                assertThat(promise.promise()).as(provider + " at " + host).isEqualTo(Evidence.NONE);
            }
        }
    }

    @Test
    void a_word_for_anybodys_server_means_whoever_speaks_at_that_host() {
        assertThat(spoken("openai-compatible", "https://api.openai.com/v1")).isEqualTo(Provider.OPENAI);
        assertThat(spoken("openai-compatible", "https://EU.api.openai.com./v1")).isEqualTo(Provider.OPENAI);
        assertThat(spoken("openai-compatible", "https://api.mistral.ai/v1")).isEqualTo(Provider.MISTRAL);
        assertThat(spoken("anthropic-compatible", "https://api.anthropic.com/v1"))
                .isEqualTo(Provider.ANTHROPIC);
        assertThat(one("openai-compatible", "https://a.openai.azure.com/openai/v1", "sku: global, reach: anywhere", "m")
                        .provider())
                .isEqualTo(Provider.AZURE);
        assertThat(spoken("openai-compatible", "https://api.groq.com/openai/v1"))
                .as("nothing is known of how it speaks")
                .isEqualTo(Provider.OPENAI_COMPATIBLE);
        assertThat(spoken("anthropic-compatible", "https://api.openai.com/v1"))
                .as("the operator says that it speaks otherwise")
                .isEqualTo(Provider.ANTHROPIC_COMPATIBLE);
        assertThat(spoken("vllm", "https://api.openai.com/v1"))
                .as("a word for one server says which")
                .isEqualTo(Provider.VLLM);
    }

    private static Provider spoken(String provider, String url) {
        return one(provider, url, "reach: anywhere", "m").provider();
    }

    @Test
    void a_host_of_bedrocks_that_nobody_listed_is_no_operators_own() {
        for (String host : List.of(
                "bedrock-agent-runtime.us-east-1.amazonaws.com",
                "bedrock.us-east-1.amazonaws.com",
                "bedrock-mantle.us-east-1.amazonaws.com",
                "bedrock-runtime.us-east-1.vpce.amazonaws.com",
                "vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com",
                "bedrock-runtime.eusc-de-east-1.amazonaws.eu",
                "bedrock-runtime.cn-north-1.amazonaws.com.cn")) {
            assertThat(problems("openai-compatible", "https://" + host + "/v1", "reach: [onprem:fra1]", "global.m"))
                    .as(host)
                    .anyMatch(each -> each.contains("promised nowhere"));
        }
        assertThat(Policies.CATALOGUE
                        .promise(
                                "bedrock-runtime.eu-central-1.amazonaws.com",
                                "anthropic",
                                null,
                                "anthropic.claude-3-haiku-20240307-v1:0",
                                null)
                        .reach())
                .as("a listed host is what its own row says")
                .isNotEqualTo(Reach.anywhere());
    }

    @Test
    void a_model_that_searches_the_web_behind_a_regional_router_stays_nowhere() {
        for (String model : List.of("openai/gpt-4o:online", "perplexity/sonar", "openai/gpt-4o-search-preview")) {
            assertThat(Policies.CATALOGUE
                            .promise("eu.openrouter.ai", "openai-compatible", null, model, null)
                            .reach())
                    .as(model)
                    .isEqualTo(Reach.anywhere());
        }
    }

    @Test
    void a_reseller_of_claude_never_says_where_it_ran() {
        Promise bedrock = Policies.CATALOGUE.promise(
                "bedrock-runtime.us-east-1.amazonaws.com",
                "anthropic-compatible",
                null,
                "anthropic.claude-3-haiku-20240307-v1:0",
                null);
        assertThat(bedrock.best()).isEqualTo(Evidence.DECLARED);
    }

    @Test
    void a_path_of_googles_names_the_location_of_its_host() {
        String regional = "https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/";
        assertThat(problems(
                        "openai-compatible",
                        regional + "us-central1/endpoints/openapi",
                        "reach: [gcp:europe-west4]",
                        "m"))
                .anyMatch(each -> each.contains("'us-central1'") && each.contains("expected: 'europe-west4'"));
        assertThat(problems(
                        "openai-compatible",
                        regional + "europe-west4/endpoints/openapi",
                        "reach: [gcp:europe-west4]",
                        "m"))
                .isEmpty();
        assertThat(problems(
                        "openai-compatible",
                        "https://aiplatform.eu.rep.googleapis.com/v1/projects/p/locations/global/endpoints/openapi",
                        "reach: [vertex:eu]",
                        "m"))
                .anyMatch(each -> each.contains("expected: 'eu'"));
    }

    @Test
    void azures_path_for_claude_says_whose_model_answers_whatever_the_word() {
        for (String provider : List.of("openai-compatible", "anthropic-compatible")) {
            assertThat(problems(
                            provider,
                            "https://a.services.ai.azure.com/anthropic/v1",
                            "sku: standard, reach: [azure:swedencentral]",
                            "claude-sonnet-4-5"))
                    .as(provider)
                    .isNotEmpty();
        }
    }

    @Test
    void an_ollama_model_that_runs_at_its_maker_does_not_stay_where_the_operator_says() {
        for (String model : List.of("gpt-oss:120b-cloud", "gemma4:cloud", "qwen3-coder:480b-CLOUD")) {
            for (String provider : List.of("ollama", "openai-compatible", "anthropic-compatible")) {
                assertThat(problems(provider, "http://10.0.0.1:11434/v1", "reach: [onprem:fra1]", "\"" + model + "\""))
                        .as(provider + " " + model)
                        .singleElement()
                        .asString()
                        .contains("is run by ollama.com");
            }
            assertThat(problems("vllm", "http://10.0.0.1:8000/v1", "reach: [onprem:fra1]", "\"" + model + "\""))
                    .isEmpty();
        }
        assertThat(problems("ollama", "http://10.0.0.1:11434/v1", "reach: [onprem:fra1]", "gemma4"))
                .isEmpty();
        assertThat(Policies.CATALOGUE
                        .promise("10.0.0.1", "ollama", null, "gemma4:cloud", Reach.anywhere())
                        .objection())
                .isNull();
        assertThat(Policies.CATALOGUE
                        .promise("eu.api.openai.com", "openai", null, "gemma-cloud", null)
                        .promise())
                .as("a provider's own host is not an Ollama")
                .isEqualTo(Evidence.DECLARED);
    }

    @Test
    void a_server_of_ones_own_takes_the_calls_that_its_documents_name() {
        assertThat(one("tgi", "http://10.0.0.1/v1", "reach: [onprem:fra1]", "m")
                        .endpoint()
                        .apis())
                .containsExactlyInAnyOrder("chat", "completions");
        assertThat(one("vllm", "http://10.0.0.1/v1", "reach: [onprem:fra1]", "m")
                        .endpoint()
                        .apis())
                .contains("chat", "responses", "embeddings");
        assertThat(one("sglang", "http://10.0.0.1/v1", "reach: [onprem:fra1]", "m")
                        .endpoint()
                        .gated())
                .isFalse();
    }

    @Test
    void what_a_model_can_do_is_the_policys_or_the_datas_or_not_known() {
        Upstream said = one(
                "vllm",
                "http://10.0.0.1/v1",
                "reach: [onprem:fra1]",
                "{ name: m, capabilities: [tools], context: 32k, output: 4096 }");
        assertThat(said.abilities("m").context()).isEqualTo(32_000L);
        assertThat(said.abilities("m").output()).isEqualTo(4096L);
        assertThat(said.abilities("m").source()).isEqualTo("policy");
        assertThat(one("openai", "https://eu.api.openai.com/v1", "concurrency: 5", "gpt-3.5-turbo-0125")
                        .abilities("gpt-3.5-turbo-0125")
                        .context())
                .isEqualTo(16_385L);
        assertThat(one("vllm", "http://10.0.0.1/v1", "reach: [onprem:fra1]", "gpt-3.5-turbo")
                        .abilities("gpt-3.5-turbo")
                        .capabilities())
                .as("a name that somebody else chose says nothing")
                .isNull();
        assertThat(problems(
                        "vllm", "http://10.0.0.1/v1", "reach: [onprem:fra1]", "{ name: m, capabilities: [visoin] }"))
                .singleElement()
                .asString()
                .contains("vision");
        assertThat(problems("vllm", "http://10.0.0.1/v1", "reach: [onprem:fra1]", "{ name: m, context: lots }"))
                .singleElement()
                .asString()
                .contains("128k");
    }

    @Test
    void the_proof_says_what_one_jurisdiction_lacks_that_another_has() throws IOException {
        GatewaySnapshot snapshot = Policies.accepted(Policies.read(Path.of("policies/azure-and-vllm.yaml")));

        String text = ProofReport.text(snapshot);
        JsonNode parity =
                new ObjectMapper().readTree(ProofReport.json(snapshot)).get("parity");

        assertThat(text.lines())
                .anyMatch(line -> line.matches("chat +de +tools json_schema +32768 +\\? +vision"))
                .anyMatch(line -> line.matches("embed +de +not served .*the route"));
        assertThat(parity).hasSize(4).anySatisfy(row -> {
            assertThat(row.get("jurisdiction").asText()).isEqualTo("de");
            assertThat(row.get("route").asText()).isEqualTo("chat");
            assertThat(row.get("capabilities").get("vision").asBoolean()).isFalse();
            assertThat(row.get("lacks").toString()).contains("vision");
        });
    }

    private static Reach onprem() {
        return Reach.of(Objects.requireNonNull(Policies.CATALOGUE.region("aws:eu-central-1")));
    }

    private static Upstream one(String provider, String url, String more, String model) {
        return Objects.requireNonNull(Policies.accepted(policy(provider, url, more, model))
                .upstreams()
                .get("one"));
    }

    private static List<String> problems(String provider, String url, String more, String model) {
        return Policies.problems(policy(provider, url, more, model));
    }

    private static String policy(String provider, String url, String more, String model) {
        return """
            bailiwick: 1
            gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0" }
            regions: { "onprem:fra1": { country: DE } }
            jurisdictions: { free: { boundary: anywhere } }
            identity: { tenants: { a: { jurisdiction: free, keys: ["sha256:b9d88d60c0f024771329de35b20e924470b2e8305b6645a8e69f651a03b90cdd"] } } }
            endpoints: { one: { provider: %s, url: "%s", %s, models: { chat: %s } } }
            routes: { chat: { free: [[one]] } }
            """.formatted(provider, url, more.replace("[onprem:fra1]", "[\"onprem:fra1\"]"), quoted(model));
    }

    private static String quoted(String model) {
        return model.startsWith("{") || model.startsWith("\"") ? model : "\"" + model + "\"";
    }
}
