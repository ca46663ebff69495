package io.bailiwick.providers;

import static io.bailiwick.providers.Bodies.assertUses;
import static io.bailiwick.providers.Bodies.edited;
import static io.bailiwick.providers.Bodies.request;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DottedKeyTest {

    private static final UpstreamEdits PLAIN = new UpstreamEdits("up", null, true);
    private static final String M = "{\"model\":\"m\",";

    @Test
    void a_dotted_key_is_a_field_that_nobody_knows() {
        assertUses(
                Api.CHAT,
                M + "\"stream_options.include_usage\":true,\"stream\":true}",
                "field:stream_options.include_usage");
        assertUses(Api.MESSAGES, M + "\"metadata.user_id\":\"u\"}", "field:metadata.user_id");
        assertUses(
                Api.RESPONSES,
                M + "\"prompt.id\":\"p\",\"prompt.version\":\"1\"}",
                "field:prompt.id",
                "field:prompt.version");
    }

    @Test
    void a_dotted_key_says_nothing_of_what_the_nested_one_means() {
        assertThat(request(Api.CHAT, M + "\"stream\":true,\"stream_options.include_usage\":true}")
                        .wantsUsageChunk())
                .isFalse();
        assertThat(request(Api.MESSAGES, M + "\"metadata.user_id\":\"u\"}").user())
                .isNull();
        InferenceRequest prompted = request(Api.RESPONSES, M + "\"prompt.id\":\"p\",\"prompt.version\":\"1\"}");
        assertThat(prompted.promptName()).isNull();
        assertThat(prompted.promptVersion()).isNull();
    }

    @Test
    void usage_is_asked_for_in_the_right_place() {
        assertThat(edited(Api.CHAT, M + "\"stream_options.include_usage\":false,\"stream\":true}", PLAIN))
                .isEqualTo("{\"stream_options\":{\"include_usage\":true},\"model\":\"up\","
                        + "\"stream_options.include_usage\":false,\"stream\":true}");
        assertThat(edited(
                        Api.CHAT,
                        M
                                + "\"stream_options\":{\"include_usage\":false},\"stream_options.include_usage\":false,\"stream\":true}",
                        PLAIN))
                .isEqualTo("{\"model\":\"up\",\"stream_options\":{\"include_usage\":true},"
                        + "\"stream_options.include_usage\":false,\"stream\":true}");
    }

    @Test
    void a_dotted_key_does_not_hide_what_a_type_is_judged_by() {
        assertUses(
                Api.MESSAGES,
                M + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"s3\"},"
                        + "\"source.type\":\"base64\"}]}]}",
                "content:image.source.type");
        assertUses(
                Api.CHAT,
                M + "\"tools\":[{\"type\":\"function\",\"function\":{\"strict\":true},\"function.strict\":false}]}",
                "structured_output");
    }
}
