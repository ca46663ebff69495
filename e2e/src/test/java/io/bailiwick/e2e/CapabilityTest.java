package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.models.Model;
import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request goes where its model can serve it, inside the boundary, and nowhere else however well it would be served there. */
final class CapabilityTest {

    private static final String IMAGE = "data:image/png;base64,iVBORw0KGgo=";

    private final Canaries canaries = Canaries.fresh();

    private RegionSinks sinks;
    private Running gateway;

    @BeforeEach
    void start() throws IOException {
        sinks = RegionSinks.start("small", "large", "abroad");
        gateway = Running.start(policy("small, large"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        sinks.close();
    }

    private String policy(String tiers) {
        return Running.REGIONS
                + Running.TENANTS
                + """
            endpoints:
              small: { provider: ollama, url: "%s", reach: ["onprem:fra1"], models: { chat: { name: tiny, capabilities: [tools], context: 1k, output: 256 } } }
              large: { provider: vllm, url: "%s", reach: ["onprem:par1"], models: { chat: { name: big, capabilities: [vision, tools, json_schema], context: 128k } } }
              abroad: { provider: vllm, url: "%s", reach: ["onprem:iad1"], models: { chat: { name: big, capabilities: [vision, tools, json_schema] } } }
            routes:
              chat: { eu: [%s], us: [[abroad]] }
            """.formatted(
                                sinks.url("small"),
                                sinks.url("large"),
                                sinks.url("abroad"),
                                "[" + String.join("], [", tiers.split(", ")) + "]");
    }

    private RawReply ask(String members) throws IOException {
        return gateway.chat(
                Running.EU_KEY,
                "{\"model\":\"chat\"," + members + "\"messages\":[{\"role\":\"user\",\"content\":\"" + canaries.prompt()
                        + "\"}]}");
    }

    private RawReply askAboutAnImage() throws IOException {
        return gateway.chat(Running.EU_KEY, """
            {"model":"chat","messages":[{"role":"user","content":[{"type":"text","text":"%s"},
             {"type":"image_url","image_url":{"url":"%s"}}]}]}""".formatted(canaries.prompt(), IMAGE));
    }

    private static String reason(RawReply refused, int candidate) {
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        return Running.json(refused)
                .at("/error/bailiwick/candidates/" + candidate + "/reason")
                .asText();
    }

    @Test
    void what_the_first_endpoint_cannot_do_the_second_does() throws IOException {
        assertThat(ask("").header("bailiwick-endpoint")).isEqualTo("small");
        assertThat(askAboutAnImage().header("bailiwick-endpoint")).isEqualTo("large");
        assertThat(
                        ask("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":{\"type\":\"object\"}}},")
                                .header("bailiwick-endpoint"))
                .isEqualTo("large");
        assertThat(ask("\"max_tokens\":1000,").header("bailiwick-endpoint")).isEqualTo("large");
        sinks.assertUntouched("abroad");
    }

    @Test
    void what_nobody_inside_can_do_is_refused_by_name_and_not_sent_abroad() throws IOException {
        gateway.reload(policy("small"));

        RawReply refused = askAboutAnImage();

        assertThat(reason(refused, 0)).isEqualTo("capability:vision");
        assertThat(refused.header("x-should-retry")).isEqualTo("false");
        assertThat(Border.error(refused).path("message").asText()).contains("(capability:vision)");
        assertThat(Border.error(refused).path("param").isNull()).isTrue();
        assertThat(reason(ask("\"max_tokens\":1000,"), 0)).isEqualTo("capability:output");
        assertThat(sinks.seenIn(canaries.prompt())).isEmpty();
        sinks.assertUntouched("abroad");
    }

    @Test
    void what_a_server_would_leave_out_of_account_passes_it_over_by_the_fields_name() throws IOException {
        gateway.reload(policy("small"));

        assertThat(reason(ask("\"logit_bias\":{\"1\":5},"), 0)).isEqualTo("dialect:logit_bias");
        assertThat(sinks.seenIn(canaries.prompt())).isEmpty();
    }

    @Test
    void the_list_of_models_says_what_the_callers_own_pool_can_do_and_openais_client_reads_it() throws IOException {
        JsonNode own;
        try (RawClient client = gateway.raw()) {
            own = Running.json(client.send(RawClient.request("GET", "/v1/models", "", "x-api-key", Running.EU_KEY))
                            .reply())
                    .at("/data/0/bailiwick");
        }
        assertThat(own.toString()).contains("vision", "json_schema");

        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url("/v1").toString())
                .apiKey(Running.EU_KEY)
                .build();
        List<Model> models = client.models().list().data();
        client.close();
        assertThat(models).extracting(Model::id).containsExactly("chat");
    }
}
