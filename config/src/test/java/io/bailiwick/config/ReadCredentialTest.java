package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.credentials.Credential;
import io.bailiwick.credentials.MachineSecrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadCredentialTest {

    private static final String SECRET = "tenant: t.example, client: app-1, secret: { env: SECRET }";

    @Test
    void each_cloud_of_azure_has_its_authority() {
        Map<String, String> authorities = Map.of(
                "a.openai.azure.com", "login.microsoftonline.com",
                "a.services.ai.azure.com", "login.microsoftonline.com",
                "a.cognitiveservices.azure.com", "login.microsoftonline.com",
                "a.openai.azure.us", "login.microsoftonline.us",
                "a.openai.azure.cn", "login.chinacloudapi.cn");
        authorities.forEach(
                (host, authority) -> assertThat(credential(host, SECRET).source())
                        .isEqualTo("entra client app-1 of tenant t.example at " + authority));
    }

    @Test
    void a_machine_may_be_asked_as_itself_or_as_one_that_it_was_given() {
        assertThat(credential("a.openai.azure.com", "managed-identity: system").source())
                .isEqualTo("entra managed identity of this machine");
        assertThat(credential("a.openai.azure.com", "managed-identity: 11-22").source())
                .isEqualTo("entra managed identity 11-22");
    }

    @Test
    void a_token_is_asked_for_only_where_azure_takes_it() {
        assertThat(problems("openai", "eu.api.openai.com", SECRET))
                .singleElement()
                .asString()
                .contains("'eu.api.openai.com' takes no token of Entra");
        assertThat(problems("azure", "api.groq.com", SECRET))
                .anyMatch(each -> each.contains("takes no token of Entra"));
        assertThat(problems("azure", "llm.example", SECRET)).isEmpty();
        assertThat(problems("openai-compatible", "llm.example", SECRET))
                .anyMatch(each -> each.contains("takes no token of Entra"));
    }

    @Test
    void what_is_half_or_twice_written_is_a_problem_at_its_place() {
        String host = "a.openai.azure.com";
        assertThat(problems("azure", host, "tenant: t")).hasSize(2).allMatch(each -> each.contains("policy.yaml:"));
        assertThat(problems("azure", host, SECRET + ", managed-identity: system"))
                .singleElement()
                .asString()
                .contains("names two");
        assertThat(problems("azure", host, "scope: \"https://ai.azure.com/.default\""))
                .singleElement()
                .asString()
                .contains("names nobody");
        assertThat(problems("azure", host, "managed-identity: system, client: x"))
                .singleElement()
                .asString()
                .contains("beside managed-identity");
        assertThat(problems("azure", host, SECRET + ", authority: \"http://login.example\""))
                .singleElement()
                .asString()
                .contains("https://HOST");
        assertThat(problems("azure", host, SECRET + ", authority: \"https://login.example/t\""))
                .singleElement()
                .asString()
                .contains("without a path");
        assertThat(problems("azure", host, SECRET + ", scope: \"https://evil.example/\""))
                .singleElement()
                .asString()
                .contains("a scope such as");
        assertThat(problems("azure", host, SECRET.replace("t.example", "../x"))).hasSize(1);
        assertThat(problems("azure", host, SECRET.replace("{ env: SECRET }", "hunter2")))
                .anyMatch(each -> each.contains("is written out") && !each.contains("hunter2"));
    }

    @Test
    void a_token_travels_encrypted_or_not_at_all() {
        assertThat(refused(policy("azure", "http://llm.example/v1", "models: { chat: m }", SECRET)))
                .anyMatch(each -> each.contains("would travel in plain http"));
        assertThat(refused(policy("azure", "http://127.0.0.1:1/v1", "models: { chat: m }", SECRET)))
                .isEmpty();
    }

    private static Credential credential(String host, String entra) {
        return Policies.accepted(compile(policy("azure", "https://" + host + "/openai/v1", models(host), entra)))
                .upstreams()
                .get("one")
                .credential();
    }

    private static List<String> problems(String provider, String host, String entra) {
        return refused(policy(provider, "https://" + host + "/openai/v1", models(host), entra));
    }

    private static List<String> refused(String policy) {
        return compile(policy)
                .match(
                        accepted -> List.of(),
                        refused -> refused.problems().stream()
                                .map(Problem::toString)
                                .toList());
    }

    private static Compiled compile(String policy) {
        return new PolicyCompiler(Policies.CATALOGUE, new MachineSecrets(Map.of("SECRET", "s3cret"), true))
                .compile("policy.yaml", policy, null, Path.of("/etc/bailiwick"));
    }

    private static String models(String host) {
        return (host.endsWith("azure.com") ? "sku: global, " : "") + "models: { chat: m }";
    }

    private static String policy(String provider, String url, String models, String entra) {
        return """
                bailiwick: 1
                gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0" }
                jurisdictions: { free: { boundary: anywhere } }
                identity: { tenants: { a: { jurisdiction: free, keys: ["sha256:b9d88d60c0f024771329de35b20e924470b2e8305b6645a8e69f651a03b90cdd"] } } }
                endpoints: { one: { provider: %s, url: "%s", reach: anywhere, %s, credential: { entra: { %s } } } }
                routes: { chat: { free: [[one]] } }
                """.formatted(provider, url, models, entra);
    }
}
