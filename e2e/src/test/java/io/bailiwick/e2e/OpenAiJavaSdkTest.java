package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does OpenAI's Java SDK work with nothing but another base URL and key? */
final class OpenAiJavaSdkTest {

    private static final String SAYS = "Hello from onprem:fra1. This answer was simulated word by word on loopback.";

    private ThreeRegions site;
    private OpenAIClient client;

    @BeforeEach
    void start() throws IOException {
        site = ThreeRegions.start();
        client = site.openai(Running.EU_KEY, 0);
    }

    @AfterEach
    void stop() {
        client.close();
        site.close();
    }

    @Test
    void chat_answers() {
        ChatCompletion completion = client.chat().completions().create(hello().build());

        assertThat(completion.choices().get(0).message().content()).contains(SAYS);
        assertThat(completion.model()).isEqualTo(ThreeRegions.CHAT_VERSION);
        assertThat(completion.usage().orElseThrow().completionTokens()).isPositive();
    }

    @Test
    void an_alias_is_a_name_of_its_route() {
        ChatCompletion completion =
                client.chat().completions().create(hello().model("gpt-4o").build());

        assertThat(completion.choices().get(0).message().content()).contains(SAYS);
    }

    @Test
    void chat_streams_to_its_end_without_a_chunk_that_was_not_asked_for() {
        List<ChatCompletionChunk> chunks = streamed(hello().build());

        assertThat(text(chunks)).isEqualTo(SAYS);
        assertThat(chunks.get(chunks.size() - 1).choices().get(0).finishReason())
                .hasValueSatisfying(reason -> assertThat(reason.asString()).isEqualTo("stop"));
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.usage()).isEmpty());
    }

    @Test
    void chat_streams_its_usage_to_who_asks_for_it() {
        List<ChatCompletionChunk> chunks = streamed(hello().streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

        assertThat(text(chunks)).isEqualTo(SAYS);
        assertThat(chunks.get(chunks.size() - 1).usage())
                .hasValueSatisfying(
                        usage -> assertThat(usage.completionTokens()).isPositive());
    }

    @Test
    void a_tool_is_called_and_its_result_is_taken() {
        ChatCompletionCreateParams.Builder conversation = ChatCompletionCreateParams.builder()
                .model("chat")
                .addUserMessage("What is the weather in Berlin?")
                .addFunctionTool(weather());

        ChatCompletionMessage asked = client.chat()
                .completions()
                .create(conversation.build())
                .choices()
                .get(0)
                .message();
        ChatCompletionMessageFunctionToolCall call =
                asked.toolCalls().orElseThrow().get(0).asFunction();
        ChatCompletion answered = client.chat()
                .completions()
                .create(conversation
                        .addMessage(asked)
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("7 degrees")
                                .build())
                        .build());

        assertThat(call.function().name()).isEqualTo("weather");
        assertThat((Map<?, ?>) call.function().arguments(Map.class)).isEqualTo(Map.of("city", "Berlin"));
        assertThat(answered.choices().get(0).message().content()).contains("The tool has answered. " + SAYS);
        assertThat(site.frankfurt().received()).last().matches(request -> request.contains("7 degrees"));
    }

    @Test
    void structured_output_keeps_its_schema_and_its_shape() {
        Verdict verdict = client.chat()
                .completions()
                .create(hello().responseFormat(Verdict.class).build())
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();

        assertThat(verdict.city).isEqualTo("Berlin");
        assertThat(verdict.score).isEqualTo(1);
    }

    @Test
    void embeddings_answer() {
        CreateEmbeddingResponse reply = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("embed")
                        .inputOfArrayOfStrings(List.of("one", "two"))
                        .build());

        assertThat(reply.data())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.embedding()).hasSize(8));
        assertThat(reply.model()).startsWith("sim-embed");
    }

    @Test
    void responses_answer() {
        Response response = client.responses().create(question());

        assertThat(response.output()
                        .get(0)
                        .asMessage()
                        .content()
                        .get(0)
                        .asOutputText()
                        .text())
                .isEqualTo(SAYS);
        assertThat(response.status())
                .hasValueSatisfying(status -> assertThat(status.asString()).isEqualTo("completed"));
    }

    @Test
    void responses_stream_to_their_end() {
        List<ResponseStreamEvent> events;
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(question())) {
            events = stream.stream().toList();
        }

        assertThat(events.stream()
                        .flatMap(event -> event.outputTextDelta().stream())
                        .map(delta -> delta.delta())
                        .collect(Collectors.joining()))
                .isEqualTo(SAYS);
        assertThat(events.get(events.size() - 1).isCompleted()).isTrue();
    }

    @Test
    void completions_answer_and_stream() {
        CompletionCreateParams asked =
                CompletionCreateParams.builder().model("chat").prompt("Hello").build();

        String whole = client.completions().create(asked).choices().get(0).text();
        String streamed;
        try (var stream = client.completions().createStreaming(asked)) {
            streamed = stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .map(choice -> choice.text())
                    .collect(Collectors.joining());
        }

        assertThat(whole).isEqualTo(SAYS);
        assertThat(streamed).isEqualTo(SAYS);
    }

    @Test
    void models_are_the_names_that_may_be_sent() {
        List<String> names =
                client.models().list().autoPager().stream().map(Model::id).toList();

        assertThat(names).containsExactly("chat", "claude", "embed", "gpt-4o");
        assertThat(client.models().retrieve("gpt-4o").id()).isEqualTo("gpt-4o");
    }

    @Test
    void where_it_ran_is_read_from_the_raw_response() {
        try (HttpResponseFor<ChatCompletion> raw =
                client.chat().completions().withRawResponse().create(hello().build())) {
            assertThat(raw.headers().values("bailiwick-jurisdiction")).containsExactly("eu");
            assertThat(raw.headers().values("bailiwick-region")).containsExactly(ThreeRegions.FRANKFURT);
            assertThat(raw.headers().values("bailiwick-region-evidence")).containsExactly("attested");
            assertThat(raw.headers().values("bailiwick-model-version")).containsExactly(ThreeRegions.CHAT_VERSION);
            assertThat(raw.headers().values("bailiwick-endpoint")).containsExactly("frankfurt");
            assertThat(raw.headers().values("bailiwick-attempts")).containsExactly("1");
            assertThat(raw.headers().values("bailiwick-trace-id")).hasSize(1);
            assertThat(raw.headers().values("bailiwick-prompt-version")).hasSize(1);
            assertThat(raw.parse().choices()).hasSize(1);
        }
    }

    @Test
    void where_it_ran_is_read_from_the_head_of_a_stream() {
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw =
                client.chat().completions().withRawResponse().createStreaming(hello().build())) {
            assertThat(raw.headers().values("bailiwick-region")).containsExactly(ThreeRegions.FRANKFURT);
            assertThat(raw.headers().values("bailiwick-model-version")).containsExactly(ThreeRegions.CHAT_VERSION);
            assertThat(text(raw.parse().stream().toList())).isEqualTo(SAYS);
        }
    }

    /** What the structured answer has to look like. */
    static final class Verdict {
        public String city;
        public int score;
    }

    private List<ChatCompletionChunk> streamed(ChatCompletionCreateParams asked) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(asked)) {
            return stream.stream().toList();
        }
    }

    private static String text(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().content().stream())
                .collect(Collectors.joining());
    }

    private static ChatCompletionCreateParams.Builder hello() {
        return ChatCompletionCreateParams.builder().model("chat").addUserMessage("Hello");
    }

    private static ResponseCreateParams question() {
        return ResponseCreateParams.builder().model("chat").input("Hello").build();
    }

    private static FunctionDefinition weather() {
        return FunctionDefinition.builder()
                .name("weather")
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                .build();
    }
}
