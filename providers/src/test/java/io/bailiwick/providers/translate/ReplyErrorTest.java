package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.providers.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Bodies as the vendors publish them: OpenAI's and Anthropic's API references, Mistral's SDK, the servers' sources. */
class ReplyErrorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANTHROPIC =
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"req_1\"}";

    @Test
    void an_error_of_anthropic_has_openais_type_and_code() throws IOException {
        JsonNode error = openAi(Api.MESSAGES, 529, ANTHROPIC);
        assertThat(error.get("type").asText()).isEqualTo("server_error");
        assertThat(error.get("code").asText()).isEqualTo("overloaded");
        assertThat(error.get("message").asText()).isEqualTo("Overloaded");
        assertThat(error.get("param").isNull()).isTrue();
    }

    @Test
    void an_error_of_openai_has_anthropics_type() throws IOException {
        assertThat(
                        anthropic(
                                429,
                                "{\"error\":{\"message\":\"Rate limit reached\",\"type\":\"tokens\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}"))
                .isEqualTo("rate_limit_error: Rate limit reached");
        assertThat(
                        anthropic(
                                401,
                                "{\"error\":{\"message\":\"Incorrect key\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}"))
                .isEqualTo("authentication_error: Incorrect key");
        assertThat(
                        anthropic(
                                400,
                                "{\"error\":{\"message\":\"The response was filtered\",\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\",\"status\":400}}"))
                .isEqualTo("invalid_request_error: The response was filtered");
        assertThat(anthropic(
                        503, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}"))
                .isEqualTo("overloaded_error: Loading model");
    }

    @Test
    void an_error_of_vllm_mistral_ollama_and_tgi_keeps_its_message() throws IOException {
        assertThat(
                        anthropic(
                                404,
                                "{\"object\":\"error\",\"message\":\"The model `x` does not exist.\",\"type\":\"NotFoundError\",\"param\":null,\"code\":404}"))
                .isEqualTo("not_found_error: The model `x` does not exist.");
        assertThat(
                        anthropic(
                                400,
                                "{\"object\":\"error\",\"message\":\"Invalid model: x\",\"type\":\"invalid_model\",\"param\":null,\"code\":\"1500\"}"))
                .isEqualTo("invalid_request_error: Invalid model: x");
        assertThat(anthropic(
                        422,
                        "{\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"too large\",\"type\":\"value_error\"}]}"))
                .isEqualTo(
                        "invalid_request_error: [{\"loc\":[\"body\",\"n\"],\"msg\":\"too large\",\"type\":\"value_error\"}]");
        assertThat(anthropic(404, "{\"error\":\"model 'x' not found\"}"))
                .isEqualTo("not_found_error: model 'x' not found");
        assertThat(anthropic(422, "{\"error\":\"Input validation error\",\"error_type\":\"validation\"}"))
                .isEqualTo("invalid_request_error: Input validation error");
    }

    @Test
    void openais_own_type_and_param_stay_at_a_client_of_openai() throws IOException {
        JsonNode error = openAi(
                Api.CHAT,
                400,
                "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":\"messages\",\"code\":\"context_length_exceeded\"}}");
        assertThat(error.get("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.get("param").asText()).isEqualTo("messages");
        assertThat(error.get("code").asText()).isEqualTo("context_length_exceeded");
    }

    @Test
    void what_is_no_json_still_becomes_an_error_with_its_status_in_words() throws IOException {
        for (String body : new String[] {"", "<html>Bad Gateway</html>", "[1]", "{\"error\":", "null"}) {
            JsonNode error = openAi(Api.MESSAGES, 502, body);
            assertThat(error.get("type").asText()).isEqualTo("server_error");
            assertThat(error.get("message").asText()).contains("502").doesNotContain("html");
        }
    }

    private static JsonNode openAi(Api spoken, int status, String body) throws IOException {
        return read(Api.CHAT, spoken, status, body).get("error");
    }

    private static String anthropic(int status, String body) throws IOException {
        JsonNode whole = read(Api.MESSAGES, Api.CHAT, status, body);
        assertThat(whole.get("type").asText()).isEqualTo("error");
        return whole.at("/error/type").asText() + ": "
                + whole.at("/error/message").asText();
    }

    private static JsonNode read(Api client, Api spoken, int status, String body) throws IOException {
        return JSON.readTree(PublishedReplies.TRANSLATE.error(
                PublishedReplies.asked(client), spoken, status, body.getBytes(StandardCharsets.UTF_8)));
    }
}
