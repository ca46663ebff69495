package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does an application that uses Anthropic's Java SDK learn what went wrong, and retry only where that can help? */
final class AnthropicJavaSdkErrorsTest {

    private static final String MESSAGES = "/v1/messages";

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
                catchThrowableOfType(UnauthorizedException.class, () -> ask(site.anthropic("bw-nobody", 2), "claude"));

        assertThat(type(refused)).isEqualTo("authentication_error");
        assertThat(code(refused)).isEqualTo("authentication_failed");
        assertExchanges(1);
    }

    @Test
    void an_unknown_model_is_not_found_and_not_tried_again() {
        NotFoundException refused =
                catchThrowableOfType(NotFoundException.class, () -> ask(site.anthropic(Running.EU_KEY, 2), "no-such"));

        assertThat(type(refused)).isEqualTo("not_found_error");
        assertThat(code(refused)).isEqualTo("route_not_found");
        assertExchanges(1);
    }

    @Test
    void an_exhausted_pool_names_jurisdiction_and_candidates_and_is_tried_again_as_told() {
        site.breakEurope();

        AnthropicServiceException refused = catchThrowableOfType(
                AnthropicServiceException.class, () -> ask(site.anthropic(Running.EU_KEY, 1), "claude"));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(type(refused)).isEqualTo("api_error");
        assertThat(code(refused)).isEqualTo("residency_pool_exhausted");
        assertThat(refused.headers().values("x-should-retry")).containsExactly("true");
        assertThat(refused.body().convert(Map.class).toString())
                .contains("jurisdiction=eu", "endpoint=claude-frankfurt", "endpoint=claude-paris");
        assertExchanges(2);
        site.sinks.assertUntouched(ThreeRegions.VIRGINIA);
    }

    @Test
    void what_a_retry_cannot_help_is_asked_once_however_many_retries_are_configured() {
        AnthropicServiceException refused = catchThrowableOfType(
                AnthropicServiceException.class, () -> ask(site.anthropic(Running.DE_KEY, 3), "claude"));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(code(refused)).isEqualTo("residency_no_pool");
        assertThat(refused.headers().values("x-should-retry")).containsExactly("false");
        assertExchanges(1);
    }

    @Test
    void a_broken_stream_ends_in_an_exception() {
        assertBroken(Fault.streamCut(4, Ending.RESET));
    }

    @Test
    void a_stream_that_closes_in_good_order_before_its_end_is_broken_too() {
        assertBroken(Fault.streamCut(4, Ending.LAST_CHUNK));
    }

    private void assertBroken(Fault fault) {
        site.frankfurt().next(fault);
        List<RawMessageStreamEvent> seen = new ArrayList<>();

        AnthropicException broken = catchThrowableOfType(AnthropicException.class, () -> {
            try (StreamResponse<RawMessageStreamEvent> stream =
                    site.anthropic(Running.EU_KEY, 2).messages().createStreaming(hello("claude"))) {
                stream.stream().forEach(seen::add);
            }
        });

        assertThat(broken).as("the end of " + seen).isNotNull();
        assertThat(seen).isNotEmpty().noneMatch(RawMessageStreamEvent::isMessageStop);
        assertThat(site.sinks.sink(ThreeRegions.PARIS).received()).isEmpty();
    }

    private void assertExchanges(int count) {
        await().untilAsserted(() -> assertThat(site.exchanges(MESSAGES)).hasSize(count));
    }

    private static Object type(AnthropicServiceException refused) {
        return error(refused).get("type");
    }

    /** The gateway's own word, beside the dialect's. */
    private static Object code(AnthropicServiceException refused) {
        return ((Map<?, ?>) error(refused).get("bailiwick")).get("code");
    }

    private static Map<?, ?> error(AnthropicServiceException refused) {
        return (Map<?, ?>) refused.body().convert(Map.class).get("error");
    }

    private static void ask(AnthropicClient client, String model) {
        client.messages().create(hello(model));
    }

    private static MessageCreateParams hello(String model) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(64)
                .addUserMessage("Hello")
                .build();
    }
}
