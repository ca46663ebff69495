package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.EventSplitter;
import io.bailiwick.providers.JsonLimits;
import io.bailiwick.providers.translate.StreamTranslation;
import io.bailiwick.providers.translate.TranslateReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Do the vendors' own clients read a translated reply, and read what the endpoint said? */
final class VendorSdkReadsRepliesTest {

    private static final Path REPLIES = Project.root().resolve("providers/src/test/resources/replies");
    private static final TranslateReply TRANSLATE = new TranslateReply(
            new JsonLimits(64, 20_000_000, 1000, 10_000), InstantSource.fixed(Instant.ofEpochSecond(1_764_000_000)));

    @Test
    void openais_client_adds_up_the_chunks_that_an_anthropic_stream_becomes() throws IOException {
        ChatCompletion chat = chat(stream("messages-tool-no-args.sse", Api.CHAT, Api.MESSAGES));

        assertThat(chat.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(chat.choices().get(0).message().content()).contains("I'll update the issue list for you.");
        var call =
                chat.choices().get(0).message().toolCalls().orElseThrow().get(0).asFunction();
        assertThat(call.function().name()).isEqualTo("updateIssueList");
        assertThat(call.function().arguments()).isEqualTo("{}");
        assertThat(chat.usage().orElseThrow().promptTokens()).isEqualTo(565);
        assertThat(chat.usage().orElseThrow().completionTokens()).isEqualTo(48);
    }

    @Test
    void openais_client_reads_what_mistral_thought_as_no_part_of_the_answer() throws IOException {
        ChatCompletion chat = chat(stream("chat-mistral-thinking.sse", Api.CHAT, Api.CHAT));

        assertThat(chat.choices().get(0).message().content()).contains("Look both ways");
        assertThat(chat.validate().choices()).hasSize(1);
    }

    @Test
    void openais_client_reads_a_whole_anthropic_message_as_a_chat() throws IOException {
        ChatCompletion chat = com.openai.core.ObjectMappers.jsonMapper()
                .readValue(whole("messages-tool.json", Api.CHAT, Api.MESSAGES), ChatCompletion.class)
                .validate();

        var call =
                chat.choices().get(0).message().toolCalls().orElseThrow().get(0).asFunction();
        assertThat(call.id()).isEqualTo("toolu_01PQjhxo3eirCdKNvCJrKc8f");
        assertThat(call.function().arguments()).isEqualTo("{\"location\":\"San Francisco\"}");
    }

    @Test
    void openais_client_adds_up_the_response_that_an_anthropic_stream_becomes() throws IOException {
        Response response = response(stream("messages-thinking.sse", Api.RESPONSES, Api.MESSAGES));

        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        var reasoning = response.output().get(0).asReasoning();
        assertThat(reasoning.summary().get(0).text()).startsWith("I need to find the GCD");
        assertThat(reasoning.encryptedContent()).isPresent();
        assertThat(response.output()
                        .get(1)
                        .asMessage()
                        .content()
                        .get(0)
                        .asOutputText()
                        .text())
                .isEqualTo("The greatest common divisor of 1071 and 462 is **21**.");
        assertThat(response.usage().orElseThrow().inputTokens()).isEqualTo(132);
        assertThat(response.usage().orElseThrow().inputTokensDetails().cachedTokens())
                .isEqualTo(100);
    }

    @Test
    void openais_client_adds_up_the_response_that_a_chat_stream_becomes() throws IOException {
        Response response = response(stream("chat-openai-parallel.sse", Api.RESPONSES, Api.CHAT));

        assertThat(response.output()).hasSize(2);
        assertThat(response.output().get(1).asFunctionCall().arguments())
                .isEqualTo("{\"location\":\"Bogot\u00e1, Colombia\"}");
        assertThat(response.tools()).hasSize(1);
    }

    @Test
    void anthropics_client_adds_up_the_message_that_a_chat_stream_becomes() throws IOException {
        Message message = message(stream("chat-openai-parallel.sse", Api.MESSAGES, Api.CHAT));

        assertThat(message.stopReason()).contains(StopReason.TOOL_USE);
        assertThat(message.content()).hasSize(2).allMatch(ContentBlock::isToolUse);
        assertThat(message.content().get(1).asToolUse().name()).isEqualTo("get_weather");
        assertThat(message.usage().outputTokens()).isEqualTo(51);
        assertThat(message.usage().inputTokens()).isEqualTo(18);
    }

    @Test
    void anthropics_client_reads_the_thinking_of_vllm_and_its_tool() throws IOException {
        Message message = message(stream("chat-vllm-tool.sse", Api.MESSAGES, Api.CHAT));

        assertThat(message.content().get(0).asThinking().thinking()).isEqualTo("The user wants a listing.");
        assertThat(message.content().get(0).asThinking().signature()).isEmpty();
        assertThat(message.content().get(1).asToolUse().name()).isEqualTo("run_command");
        assertThat(message.model().asString()).isEqualTo("m");
    }

    @Test
    void anthropics_client_reads_a_whole_mistral_reply_as_a_message() throws IOException {
        Message message = com.anthropic.core.ObjectMappers.jsonMapper()
                .readValue(whole("chat-mistral-thinking.json", Api.MESSAGES, Api.CHAT), Message.class)
                .validate();

        assertThat(message.content().get(0).asThinking().thinking()).isEqualTo("Okay, the user is asking");
        assertThat(message.content().get(1).asText().text()).isEqualTo("Look both ways");
        assertThat(message.usage().outputTokens()).isEqualTo(222);
    }

    @Test
    void anthropics_client_reads_a_stream_whose_counts_nobody_said() throws IOException {
        Message message = message(stream("chat-azure-tool.sse", Api.MESSAGES, Api.CHAT));

        assertThat(message.content().get(0).asToolUse().name()).isEqualTo("get_weather");
        assertThat(message.usage().outputTokens()).isZero();
        assertThat(message.usage().cacheReadInputTokens()).isEmpty();
    }

    private static ChatCompletion chat(List<String> data) throws IOException {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        for (String each : data) {
            if (!each.equals("[DONE]")) {
                whole.accumulate(com.openai.core.ObjectMappers.jsonMapper()
                        .readValue(each, ChatCompletionChunk.class)
                        .validate());
            }
        }
        return whole.chatCompletion();
    }

    private static Response response(List<String> data) throws IOException {
        ResponseAccumulator whole = ResponseAccumulator.create();
        for (String each : data) {
            whole.accumulate(com.openai.core.ObjectMappers.jsonMapper().readValue(each, ResponseStreamEvent.class));
        }
        return whole.response();
    }

    private static Message message(List<String> data) throws IOException {
        MessageAccumulator whole = MessageAccumulator.create();
        for (String each : data) {
            whole.accumulate(com.anthropic.core.ObjectMappers.jsonMapper()
                    .readValue(each, RawMessageStreamEvent.class)
                    .validate());
        }
        return whole.message();
    }

    /** The data of each event that the published stream becomes. */
    private static List<String> stream(String file, Api client, Api spoken) throws IOException {
        StreamTranslation translation = TRANSLATE.stream(asked(client), spoken);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(REPLIES.resolve(file)));
        EventSplitter splitter = new EventSplitter();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int end;
        while ((end = splitter.end(bytes)) >= 0) {
            said.writeBytes(translation.event(bytes.duplicate().limit(end)));
            bytes.position(end);
        }
        return said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    private static byte[] whole(String file, Api client, Api spoken) throws IOException {
        return TRANSLATE.unary(asked(client), spoken, Files.readAllBytes(REPLIES.resolve(file)));
    }

    private static TranslateReply.Asked asked(Api client) {
        String body =
                "{\"model\":\"m\",\"input\":\"hi\",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{},\"strict\":true}]}";
        return new TranslateReply.Asked(client, "m", true, body.getBytes(StandardCharsets.UTF_8));
    }
}
