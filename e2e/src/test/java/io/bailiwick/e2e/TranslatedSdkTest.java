package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Do the SDKs that applications use notice which of four providers answers them? */
final class TranslatedSdkTest {

    /** Every upstream dialect. */
    static final List<String> ENDPOINTS = Mixed.EU;

    private static final String WEATHER = "What is the weather in Berlin?";
    private static final Map<String, Object> CITY = Map.of(
            "type", "object", "properties", Map.of("city", Map.of("type", "string")), "required", List.of("city"));

    private @Nullable Mixed site;

    @AfterEach
    void stop() {
        if (site != null) {
            site.close();
        }
    }

    private Mixed at(String endpoint) throws IOException {
        Mixed started = Mixed.of(endpoint);
        site = started;
        return started;
    }

    private OpenAIClient openai(Mixed at) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(at.running.url("/v1").toString())
                .apiKey(at.canaries.key())
                .maxRetries(0)
                .build();
    }

    private AnthropicClient anthropic(Mixed at) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(at.running.url("").toString())
                .apiKey(at.canaries.key())
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams.Builder chat(String text) {
        return ChatCompletionCreateParams.builder().model("chat").addUserMessage(text);
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void openais_sdk_chats_streams_and_calls_tools(String endpoint) throws IOException {
        OpenAIClient client = openai(at(endpoint));

        String whole = client.chat()
                .completions()
                .create(chat("Hello").build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();
        String streamed;
        try (var stream =
                client.chat().completions().createStreaming(chat("Hello").build())) {
            streamed = stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .filter(choice ->
                            !choice._delta().isMissing()) // Azure's filter says something of a choice without one
                    .flatMap(choice -> choice.delta().content().stream())
                    .collect(Collectors.joining());
        }
        ChatCompletionCreateParams.Builder conversation = chat(WEATHER)
                .addFunctionTool(FunctionDefinition.builder()
                        .name("weather")
                        .parameters(FunctionParameters.builder()
                                .putAllAdditionalProperties(CITY.entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey,
                                                each -> com.openai.core.JsonValue.from(each.getValue()))))
                                .build())
                        .build());
        ChatCompletionMessage asked = client.chat()
                .completions()
                .create(conversation.build())
                .choices()
                .get(0)
                .message();
        ChatCompletionMessageFunctionToolCall call =
                asked.toolCalls().orElseThrow().get(0).asFunction();
        String answered = client.chat()
                .completions()
                .create(conversation
                        .addMessage(asked)
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("7 degrees")
                                .build())
                        .build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();

        assertThat(whole).startsWith("Hello from " + endpoint);
        assertThat(streamed).isEqualTo(whole);
        assertThat(call.function().arguments()).contains("\"city\"");
        assertThat(answered).contains("The tool has answered.");
        client.close();
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void openais_sdk_gets_an_answer_of_the_shape_that_it_asks_for(String endpoint) throws IOException {
        OpenAIClient client = openai(at(endpoint));

        Place place = client.chat()
                .completions()
                .create(chat("Where?").responseFormat(Place.class).build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();

        assertThat(place.city).isNotBlank();
        client.close();
    }

    /** What structured output is read into. */
    static final class Place {
        public @Nullable String city;
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void openais_sdk_responds_whole_and_event_by_event(String endpoint) throws IOException {
        OpenAIClient client = openai(at(endpoint));
        ResponseCreateParams question =
                ResponseCreateParams.builder().model("chat").input("Hello").build();

        String whole = client.responses()
                .create(question)
                .output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText()
                .text();
        List<ResponseStreamEvent> events;
        try (var stream = client.responses().createStreaming(question)) {
            events = stream.stream().toList();
        }

        assertThat(whole).startsWith("Hello from " + endpoint);
        assertThat(events.stream()
                        .flatMap(event -> event.outputTextDelta().stream())
                        .map(delta -> delta.delta())
                        .collect(Collectors.joining()))
                .isEqualTo(whole);
        assertThat(events.get(events.size() - 1).isCompleted()).isTrue();
        client.close();
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void anthropics_sdk_talks_streams_and_calls_tools(String endpoint) throws IOException {
        AnthropicClient client = anthropic(at(endpoint));
        MessageCreateParams hello = MessageCreateParams.builder()
                .model("chat")
                .maxTokens(64)
                .system("Be brief.")
                .addUserMessage("Hello")
                .build();

        String whole = client.messages().create(hello).content().get(0).asText().text();
        List<RawMessageStreamEvent> events;
        try (var stream = client.messages().createStreaming(hello)) {
            events = stream.stream().toList();
        }
        MessageCreateParams.Builder conversation = MessageCreateParams.builder()
                .model("chat")
                .maxTokens(64)
                .addUserMessage(WEATHER)
                .addTool(Tool.builder()
                        .name("weather")
                        .inputSchema(Tool.InputSchema.builder()
                                .properties(Tool.InputSchema.Properties.builder()
                                        .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                        .build())
                                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                                .build())
                        .build());
        Message asked = client.messages().create(conversation.build());
        ToolUseBlock call = asked.content().get(asked.content().size() - 1).asToolUse();
        Message answered = client.messages()
                .create(conversation
                        .addMessage(asked)
                        .addUserMessageOfContentBlockParams(
                                List.of(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                                        .toolUseId(call.id())
                                        .content("7 degrees")
                                        .build())))
                        .build());

        assertThat(whole).startsWith("Hello from " + endpoint);
        assertThat(events.stream()
                        .flatMap(event -> event.contentBlockDelta().stream())
                        .flatMap(delta -> delta.delta().text().stream())
                        .map(text -> text.text())
                        .collect(Collectors.joining()))
                .isEqualTo(whole);
        assertThat(events.get(events.size() - 1).isMessageStop()).isTrue();
        assertThat(call.name()).isEqualTo("weather");
        assertThat(answered.content().get(0).asText().text()).contains("The tool has answered.");
        client.close();
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void langchain4j_chats_streams_and_calls_tools_in_either_dialect(String endpoint) throws Exception {
        Mixed at = at(endpoint);
        ChatModel openai = OpenAiChatModel.builder()
                .baseUrl(at.running.url("/v1").toString())
                .apiKey(at.canaries.key())
                .modelName("chat")
                .maxRetries(0)
                .build();
        ChatModel anthropic = AnthropicChatModel.builder()
                .baseUrl(at.running.url("/v1").toString())
                .apiKey(at.canaries.key())
                .modelName("chat")
                .maxTokens(64)
                .maxRetries(0)
                .build();

        for (ChatModel model : List.of(openai, anthropic)) {
            assertThat(model.chat("Hello")).startsWith("Hello from " + endpoint);
            assertThat(afterTool(model)).contains("The tool has answered.");
        }
        assertThat(streamed(at)).startsWith("Hello from " + endpoint);
    }

    private static String afterTool(ChatModel model) {
        ToolSpecification weather = ToolSpecification.builder()
                .name("weather")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("city")
                        .required("city")
                        .build())
                .build();
        List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from(WEATHER)));
        AiMessage asked = model.chat(ChatRequest.builder()
                        .messages(messages)
                        .toolSpecifications(weather)
                        .build())
                .aiMessage();
        assertThat(asked.toolExecutionRequests()).hasSize(1);
        messages.add(asked);
        messages.add(
                ToolExecutionResultMessage.from(asked.toolExecutionRequests().get(0), "7 degrees"));
        return model.chat(ChatRequest.builder()
                        .messages(messages)
                        .toolSpecifications(weather)
                        .build())
                .aiMessage()
                .text();
    }

    private static String streamed(Mixed at) throws Exception {
        CompletableFuture<String> whole = new CompletableFuture<>();
        StringBuilder pieces = new StringBuilder();
        OpenAiStreamingChatModel.builder()
                .baseUrl(at.running.url("/v1").toString())
                .apiKey(at.canaries.key())
                .modelName("chat")
                .timeout(Duration.ofSeconds(30))
                .build()
                .chat("Hello", new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String piece) {
                        pieces.append(piece);
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        whole.complete(response.aiMessage().text());
                    }

                    @Override
                    public void onError(Throwable error) {
                        whole.completeExceptionally(error);
                    }
                });
        assertThat(whole.get(60, TimeUnit.SECONDS)).isEqualTo(pieces.toString());
        return pieces.toString();
    }
}
