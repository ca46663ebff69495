package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does Anthropic's Java SDK work with nothing but another base URL and key? */
final class AnthropicJavaSdkTest {

    private static final String SAYS = "Hello from onprem:fra1. This answer was simulated word by word on loopback.";

    private ThreeRegions site;
    private AnthropicClient client;

    @BeforeEach
    void start() throws IOException {
        site = ThreeRegions.start();
        client = site.anthropic(Running.EU_KEY, 0);
    }

    @AfterEach
    void stop() {
        client.close();
        site.close();
    }

    @Test
    void messages_answer() {
        Message message = client.messages().create(hello().build());

        assertThat(message.content().get(0).asText().text()).isEqualTo(SAYS);
        assertThat(message.model().asString()).isEqualTo(ThreeRegions.CLAUDE_VERSION);
        assertThat(message.usage().outputTokens()).isPositive();
    }

    @Test
    void messages_stream_to_their_end() {
        List<RawMessageStreamEvent> events;
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(hello().build())) {
            events = stream.stream().toList();
        }

        assertThat(text(events)).isEqualTo(SAYS);
        assertThat(events.get(events.size() - 1).isMessageStop()).isTrue();
    }

    @Test
    void a_tool_is_called_and_its_result_is_taken() {
        MessageCreateParams.Builder conversation = MessageCreateParams.builder()
                .model("claude")
                .maxTokens(64)
                .addUserMessage("What is the weather in Berlin?")
                .addTool(weather());

        Message asked = client.messages().create(conversation.build());
        ToolUseBlock call = asked.content().get(0).asToolUse();
        Message answered = client.messages()
                .create(conversation
                        .addMessage(asked)
                        .addUserMessageOfContentBlockParams(
                                List.of(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                                        .toolUseId(call.id())
                                        .content("7 degrees")
                                        .build())))
                        .build());

        assertThat(call.name()).isEqualTo("weather");
        assertThat((Map<?, ?>) call._input().convert(Map.class)).isEqualTo(Map.of("city", "Berlin"));
        assertThat(answered.content().get(0).asText().text()).isEqualTo("The tool has answered. " + SAYS);
        assertThat(site.frankfurt().received()).last().matches(request -> request.contains("7 degrees"));
    }

    @Test
    void tokens_are_counted() {
        long counted = client.messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model("claude")
                        .addUserMessage("one two three")
                        .build())
                .inputTokens();

        assertThat(counted).isPositive();
        assertThat(site.frankfurt().received())
                .singleElement()
                .matches(request -> request.path().equals("/v1/messages/count_tokens"));
    }

    @Test
    void models_are_the_names_that_may_be_sent() {
        List<String> names =
                client.models().list().autoPager().stream().map(ModelInfo::id).toList();

        assertThat(names).containsExactly("chat", "claude", "embed", "gpt-4o");
        assertThat(client.models().retrieve("claude").displayName()).isEqualTo("claude");
    }

    @Test
    void where_it_ran_is_read_from_the_raw_response() {
        try (HttpResponseFor<Message> raw = client.messages().withRawResponse().create(hello().build())) {
            assertThat(raw.headers().values("bailiwick-jurisdiction")).containsExactly("eu");
            assertThat(raw.headers().values("bailiwick-region")).containsExactly(ThreeRegions.FRANKFURT);
            assertThat(raw.headers().values("bailiwick-region-evidence")).containsExactly("attested");
            assertThat(raw.headers().values("bailiwick-model-version")).containsExactly(ThreeRegions.CLAUDE_VERSION);
            assertThat(raw.headers().values("bailiwick-endpoint")).containsExactly("claude-frankfurt");
            assertThat(raw.headers().values("bailiwick-attempts")).containsExactly("1");
            assertThat(raw.parse().content()).hasSize(1);
        }
    }

    @Test
    void where_it_ran_is_read_from_the_head_of_a_stream() {
        try (HttpResponseFor<StreamResponse<RawMessageStreamEvent>> raw =
                client.messages().withRawResponse().createStreaming(hello().build())) {
            assertThat(raw.headers().values("bailiwick-region")).containsExactly(ThreeRegions.FRANKFURT);
            assertThat(raw.headers().values("bailiwick-model-version")).containsExactly(ThreeRegions.CLAUDE_VERSION);
            assertThat(text(raw.parse().stream().toList())).isEqualTo(SAYS);
        }
    }

    private static String text(List<RawMessageStreamEvent> events) {
        return events.stream()
                .flatMap(event -> event.contentBlockDelta().stream())
                .flatMap(delta -> delta.delta().text().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }

    private static MessageCreateParams.Builder hello() {
        return MessageCreateParams.builder().model("claude").maxTokens(64).addUserMessage("Hello");
    }

    private static Tool weather() {
        return Tool.builder()
                .name("weather")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .build())
                .build();
    }
}
