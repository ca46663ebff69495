package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.providers.Api;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claude takes temperature or {@code top_p}, and not both. */
class OneWayToSampleTest {

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],%s}";
    private static final String RESPONSES = "{\"model\":\"m\",\"input\":\"x\",%s}";

    @Test
    void two_that_say_something_are_passed_over() {
        for (String both : List.of("\"temperature\":0.2,\"top_p\":0.9", "\"top_p\":0.9,\"temperature\":0")) {
            assertThat(Requests.passedOver(Api.CHAT, CHAT.formatted(both), Requests.ANTHROPIC))
                    .isEqualTo("top_p");
            assertThat(Requests.passedOver(Api.RESPONSES, RESPONSES.formatted(both), Requests.ANTHROPIC))
                    .isEqualTo("top_p");
            assertThat(Requests.carried(Api.RESPONSES, RESPONSES.formatted(both), Requests.OPENAI))
                    .contains("\"temperature\":", "\"top_p\":");
        }
    }

    @Test
    void what_says_the_default_is_left_out_and_the_other_one_holds() {
        assertThat(sent("\"temperature\":1.0,\"top_p\":0.9"))
                .contains("\"top_p\":0.9")
                .doesNotContain("temperature");
        assertThat(sent("\"temperature\":0.2,\"top_p\":1"))
                .contains("\"temperature\":0.2")
                .doesNotContain("top_p");
        assertThat(sent("\"temperature\":1,\"top_p\":1.0")).doesNotContain("temperature", "top_p");
        assertThat(sent("\"temperature\":1,\"reasoning_effort\":\"low\""))
                .contains("adaptive")
                .doesNotContain("temperature");
    }

    private static String sent(String settings) {
        return Requests.carried(Api.CHAT, CHAT.formatted(settings), Requests.ANTHROPIC);
    }
}
