package io.bailiwick.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SdkTest {
    private static final Map<String, Object> WEATHER = Map.of(
            "type", "object",
            "properties", Map.of("city", Map.of("type", "string"), "days", Map.of("type", "integer", "minimum", 2)),
            "required", List.of("city"));

    private SimulatedProvider provider;
    private OpenAIClient openAi;
    private AnthropicClient anthropic;

    @BeforeEach
    void start() throws IOException {
        provider = SimulatedProvider.start(
                Personality.named("eu-1").withSays("One two three.").withInferenceGeo("us"));
        openAi = OpenAIOkHttpClient.builder()
                .apiKey("k")
                .baseUrl(provider.url().toString())
                .maxRetries(0)
                .build();
        anthropic = AnthropicOkHttpClient.builder()
                .apiKey("k")
                .baseUrl(provider.url().toString().replace("/v1", ""))
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void stop() {
        openAi.close();
        anthropic.close();
        provider.close();
    }

    @Test
    void openai_reads_a_chat_completion() {
        ChatCompletion reply =
                openAi.chat().completions().create(chat().build()).validate();

        assertThat(reply.model()).isEqualTo("gpt-4o-2024-11-20");
        assertThat(reply.choices().get(0).message().content()).contains("One two three.");
    }

    @Test
    void openai_reads_a_chat_stream() {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                openAi.chat().completions().createStreaming(chat().build())) {
            stream.stream().map(ChatCompletionChunk::validate).forEach(whole::accumulate);
        }

        assertThat(whole.chatCompletion().choices().get(0).message().content()).contains("One two three.");
    }

    @Test
    void openai_reads_tool_calls_whole_and_streamed() {
        ChatCompletionCreateParams asked = chat().addUserMessage("What is the weather?")
                .addFunctionTool(FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(FunctionParameters.builder()
                                .putAllAdditionalProperties(Map.of(
                                        "type", JsonValue.from("object"),
                                        "properties", JsonValue.from(WEATHER.get("properties"))))
                                .build())
                        .build())
                .build();
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                openAi.chat().completions().createStreaming(asked)) {
            stream.stream().map(ChatCompletionChunk::validate).forEach(whole::accumulate);
        }

        for (ChatCompletion reply :
                List.of(openAi.chat().completions().create(asked).validate(), whole.chatCompletion())) {
            assertThat(reply.choices().get(0).finishReason().asString()).isEqualTo("tool_calls");
            assertThat(Json.parse(reply.choices()
                            .get(0)
                            .message()
                            .toolCalls()
                            .orElseThrow()
                            .get(0)
                            .asFunction()
                            .function()
                            .arguments()))
                    .isEqualTo(Json.parse("{\"city\":\"Berlin\",\"days\":2}"));
        }
    }

    @Test
    void openai_reads_a_response_and_its_stream() {
        Response reply = openAi.responses().create(response().build()).validate();
        ResponseAccumulator whole = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream =
                openAi.responses().createStreaming(response().build())) {
            stream.stream().map(ResponseStreamEvent::validate).forEach(whole::accumulate);
        }

        for (Response each : List.of(reply, whole.response())) {
            assertThat(each.output()
                            .get(0)
                            .asMessage()
                            .content()
                            .get(0)
                            .asOutputText()
                            .text())
                    .isEqualTo("One two three.");
            assertThat(each.usage().orElseThrow().totalTokens()).isEqualTo(4);
        }
    }

    @Test
    void openai_reads_a_function_call_of_a_response() {
        ResponseCreateParams asked = response()
                .input("weather")
                .addTool(FunctionTool.builder()
                        .name("get_weather")
                        .strict(false)
                        .parameters(FunctionTool.Parameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty("properties", JsonValue.from(WEATHER.get("properties")))
                                .build())
                        .build())
                .build();
        ResponseAccumulator whole = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream = openAi.responses().createStreaming(asked)) {
            stream.stream().map(ResponseStreamEvent::validate).forEach(whole::accumulate);
        }

        for (Response each : List.of(openAi.responses().create(asked).validate(), whole.response())) {
            assertThat(each.output().get(0).asFunctionCall().arguments()).contains("Berlin");
        }
    }

    @Test
    void openai_reads_completions_embeddings_and_models() {
        Completion completion = openAi.completions()
                .create(CompletionCreateParams.builder()
                        .model("old")
                        .prompt("Say")
                        .build())
                .validate();
        CreateEmbeddingResponse embedding = openAi.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("embed")
                        .input("one two")
                        .dimensions(4)
                        .build())
                .validate();

        assertThat(completion.choices().get(0).text()).isEqualTo("One two three.");
        assertThat(embedding.data().get(0).embedding()).hasSize(4);
        assertThat(openAi.models().list().data()).hasSize(1);
    }

    @Test
    void anthropic_reads_a_message_and_its_stream() {
        Message reply = anthropic.messages().create(message().build()).validate();
        Message streamed = streamed(message().build());

        for (Message each : List.of(reply, streamed)) {
            assertThat(each.content().get(0).asText().text()).isEqualTo("One two three.");
            assertThat(each.usage().inferenceGeo()).contains("us");
            assertThat(each.usage().outputTokens()).isEqualTo(3);
        }
    }

    @Test
    void anthropic_reads_a_tool_use_and_its_stream() {
        MessageCreateParams asked = message()
                .addUserMessage("weather")
                .addTool(com.anthropic.models.messages.Tool.builder()
                        .name("get_weather")
                        .inputSchema(com.anthropic.models.messages.Tool.InputSchema.builder()
                                .putAdditionalProperty(
                                        "properties", com.anthropic.core.JsonValue.from(WEATHER.get("properties")))
                                .build())
                        .build())
                .build();

        for (Message each : List.of(anthropic.messages().create(asked).validate(), streamed(asked))) {
            assertThat(each.content().get(0).asToolUse()._input().toString()).contains("Berlin");
            assertThat(each.stopReason().orElseThrow().asString()).isEqualTo("tool_use");
        }
    }

    @Test
    void anthropic_counts_tokens_and_lists_models() {
        assertThat(anthropic
                        .messages()
                        .countTokens(MessageCountTokensParams.builder()
                                .model("claude")
                                .addUserMessage("one two three")
                                .build())
                        .validate()
                        .inputTokens())
                .isEqualTo(3);
        assertThat(anthropic.models().list().data().get(0).validate().id()).isEqualTo("simulated");
    }

    private Message streamed(MessageCreateParams asked) {
        MessageAccumulator whole = MessageAccumulator.create();
        try (com.anthropic.core.http.StreamResponse<RawMessageStreamEvent> stream =
                anthropic.messages().createStreaming(asked)) {
            stream.stream().map(RawMessageStreamEvent::validate).forEach(whole::accumulate);
        }
        return whole.message();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("Hi");
    }

    private static ResponseCreateParams.Builder response() {
        return ResponseCreateParams.builder().model("gpt-4o").input("Hi");
    }

    private static MessageCreateParams.Builder message() {
        return MessageCreateParams.builder().model("claude").maxTokens(50).addUserMessage("Hi");
    }
}
