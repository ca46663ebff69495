package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does an application that uses OpenAI's Java SDK learn what went wrong, and retry only where that can help? */
final class OpenAiJavaSdkErrorsTest {

    private static final String CHAT = "/v1/chat/completions";

    private ThreeRegions site;

    @BeforeEach
    void start() throws IOException {
        site = ThreeRegions.start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void a_wrong_key_is_unauthorized_and_not_tried_again() {
        UnauthorizedException refused =
                catchThrowableOfType(UnauthorizedException.class, () -> chat(site.openai("bw-nobody", 2)));

        assertThat(refused.code()).contains("authentication_failed");
        assertThat(refused.headers().values("bailiwick-region")).containsExactly("none");
        assertExchanges(1);
    }

    @Test
    void an_unknown_model_is_not_found_and_not_tried_again() {
        OpenAIClient client = site.openai(Running.EU_KEY, 2);

        NotFoundException refused = catchThrowableOfType(
                NotFoundException.class,
                () -> client.chat()
                        .completions()
                        .create(hello().model("no-such-model").build()));

        assertThat(refused.code()).contains("route_not_found");
        assertThat(refused.param()).contains("model");
        assertExchanges(1);
    }

    @Test
    void an_exhausted_pool_names_jurisdiction_and_candidates_and_is_tried_again_as_told() {
        site.breakEurope();

        InternalServerException refused =
                catchThrowableOfType(InternalServerException.class, () -> chat(site.openai(Running.EU_KEY, 1)));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.code()).contains("residency_pool_exhausted");
        assertThat(refused.headers().values("x-should-retry")).containsExactly("true");
        assertThat(refused.headers().values("retry-after")).hasSize(1);
        Map<?, ?> body = refused.body().convert(Map.class);
        assertThat(body.toString()).contains("jurisdiction=eu", "endpoint=frankfurt", "endpoint=paris");
        assertExchanges(2);
        site.sinks.assertUntouched(ThreeRegions.VIRGINIA);
    }

    @Test
    void what_a_retry_cannot_help_is_asked_once_however_many_retries_are_configured() {
        InternalServerException refused =
                catchThrowableOfType(InternalServerException.class, () -> chat(site.openai(Running.DE_KEY, 3)));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.code()).contains("residency_no_pool");
        assertThat(refused.headers().values("x-should-retry")).containsExactly("false");
        assertExchanges(1);
    }

    @Test
    void a_broken_chat_stream_ends_in_an_exception() {
        site.frankfurt().next(Fault.streamCut(3, Ending.RESET));
        List<ChatCompletionChunk> seen = new ArrayList<>();

        Throwable broken = catchThrowableOfType(OpenAIException.class, () -> {
            try (StreamResponse<ChatCompletionChunk> stream =
                    site.openai(Running.EU_KEY, 2).chat().completions().createStreaming(hello().build())) {
                stream.stream().forEach(seen::add);
            }
        });

        assertThat(broken).as("the end of " + seen).isNotNull();
        assertThat(seen).hasSize(3);
        assertThat(site.sinks.sink(ThreeRegions.PARIS).received()).isEmpty();
    }

    @Test
    void a_chat_stream_that_closes_in_good_order_before_its_end_is_broken_too() {
        site.frankfurt().next(Fault.streamCut(3, Ending.LAST_CHUNK));

        Throwable broken = catchThrowableOfType(OpenAIException.class, () -> {
            try (StreamResponse<ChatCompletionChunk> stream =
                    site.openai(Running.EU_KEY, 2).chat().completions().createStreaming(hello().build())) {
                stream.stream().forEach(chunk -> {});
            }
        });

        assertThat(broken).isNotNull();
    }

    @Test
    void a_broken_responses_stream_never_looks_completed() {
        site.frankfurt().next(Fault.streamCut(5, Ending.RESET));
        List<ResponseStreamEvent> seen = new ArrayList<>();

        Throwable broken = catchThrowableOfType(OpenAIException.class, () -> {
            try (StreamResponse<ResponseStreamEvent> stream = site.openai(Running.EU_KEY, 2)
                    .responses()
                    .createStreaming(ResponseCreateParams.builder()
                            .model("chat")
                            .input("Hello")
                            .build())) {
                stream.stream().forEach(seen::add);
            }
        });

        assertThat(broken).as("the end of " + seen).isNotNull();
        assertThat(seen).noneMatch(ResponseStreamEvent::isCompleted);
    }

    private void assertExchanges(int count) {
        await().untilAsserted(() -> assertThat(site.exchanges(CHAT)).hasSize(count));
    }

    private static void chat(OpenAIClient client) {
        client.chat().completions().create(hello().build());
    }

    private static ChatCompletionCreateParams.Builder hello() {
        return ChatCompletionCreateParams.builder().model("chat").addUserMessage("Hello");
    }
}
