package io.bailiwick.providers;

import static io.bailiwick.providers.Bodies.edited;
import static io.bailiwick.providers.Bodies.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestFactsTest {

    private static final UpstreamEdits PLAIN = new UpstreamEdits("up", null, false);

    @Test
    void the_user_is_the_safety_identifier_else_the_user_else_the_metadata() {
        assertThat(request(
                                Api.CHAT,
                                "{\"model\":\"m\",\"user\":\"u\",\"safety_identifier\":\"s\",\"metadata\":{\"user_id\":\"d\"}}")
                        .user())
                .isEqualTo("s");
        assertThat(request(Api.CHAT, "{\"model\":\"m\",\"metadata\":{\"user_id\":\"d\"},\"user\":\"u\"}")
                        .user())
                .isEqualTo("u");
        assertThat(request(Api.MESSAGES, "{\"model\":\"m\",\"metadata\":{\"user_id\":\"d\"}}")
                        .user())
                .isEqualTo("d");
        assertThat(request(Api.CHAT, "{\"model\":\"m\"}").user()).isNull();
    }

    @Test
    void a_stored_prompt_is_named_with_its_version() {
        InferenceRequest request = request(
                Api.RESPONSES,
                "{\"model\":\"m\",\"prompt\":{\"id\":\"pmpt_1\",\"variables\":{\"id\":\"not this\"},\"version\":\"7\"}}");
        assertThat(request.promptName()).isEqualTo("pmpt_1");
        assertThat(request.promptVersion()).isEqualTo("7");
    }

    @Test
    void what_the_provider_remembers_is_stateful() {
        assertThat(request(Api.CHAT, "{\"model\":\"m\",\"store\":true}").stateful())
                .isTrue();
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"store\":true}").stateful())
                .isTrue();
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"background\":true,\"store\":false}")
                        .stateful())
                .isTrue();
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"previous_response_id\":\"r\"}")
                        .stateful())
                .isTrue();
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"conversation\":{\"id\":\"c\"}}")
                        .stateful())
                .isTrue();
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"conversation\":\"c\"}")
                        .stateful())
                .isTrue();
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"input\":[{\"type\":\"item_reference\",\"id\":\"i\"}]}")
                        .stateful())
                .isTrue();
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"input\":[{\"id\":\"i\"}]}")
                        .stateful())
                .isTrue();
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"store\":false,\"background\":false}")
                        .stateful())
                .isFalse();
    }

    @Test
    void responses_store_unless_the_body_says_no() {
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\"}").storesUnlessForbidden())
                .isTrue();
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"store\":null}").storesUnlessForbidden())
                .isTrue();
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"store\":false}").storesUnlessForbidden())
                .isFalse();
        assertThat(request(Api.CHAT, "{\"model\":\"m\"}").storesUnlessForbidden())
                .isFalse();
    }

    @Test
    void the_model_is_replaced_where_it_stands_and_nothing_else_moves() {
        assertThat(edited(
                        Api.CHAT,
                        " {\t\"user\" : \"é\\u00e9 \uD83D\uDE00\" ,\"model\"\n:  \"a\\\"b\\u0041\" , \"n\":1.50e2 } ",
                        PLAIN))
                .isEqualTo(" {\t\"user\" : \"é\\u00e9 \uD83D\uDE00\" ,\"model\"\n:  \"up\" , \"n\":1.50e2 } ");
        assertThat(edited(Api.CHAT, "{\"model\":\"m\"}", new UpstreamEdits("a\"b\\é\n", null, false)))
                .isEqualTo("{\"model\":\"a\\\"b\\\\é\\n\"}");
    }

    @Test
    void a_stream_of_chat_always_asks_for_usage() {
        assertThat(edited(Api.CHAT, "{\"model\":\"m\",\"stream\":true}", PLAIN))
                .isEqualTo("{\"stream_options\":{\"include_usage\":true},\"model\":\"up\",\"stream\":true}");
        assertThat(edited(Api.CHAT, "{\"model\":\"m\",\"stream\":true,\"stream_options\":null}", PLAIN))
                .isEqualTo("{\"model\":\"up\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertThat(edited(Api.CHAT, "{\"stream_options\":{ },\"model\":\"m\",\"stream\":true}", PLAIN))
                .isEqualTo("{\"stream_options\":{\"include_usage\":true },\"model\":\"up\",\"stream\":true}");
        assertThat(edited(
                        Api.COMPLETIONS,
                        "{\"stream_options\":{\"include_obfuscation\":false},\"model\":\"m\",\"stream\":true}",
                        PLAIN))
                .isEqualTo(
                        "{\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false},\"model\":\"up\",\"stream\":true}");
        assertThat(edited(
                        Api.CHAT,
                        "{\"stream_options\":{\"include_usage\":false},\"model\":\"m\",\"stream\":true}",
                        PLAIN))
                .isEqualTo("{\"stream_options\":{\"include_usage\":true},\"model\":\"up\",\"stream\":true}");
        assertThat(edited(
                        Api.CHAT,
                        "{\"stream_options\":{\"include_usage\":null},\"model\":\"m\",\"stream\":true}",
                        PLAIN))
                .isEqualTo("{\"stream_options\":{\"include_usage\":true},\"model\":\"up\",\"stream\":true}");
    }

    @Test
    void usage_is_not_asked_for_where_there_is_no_such_chunk() {
        assertThat(edited(Api.CHAT, "{\"model\":\"m\"}", PLAIN)).isEqualTo("{\"model\":\"up\"}");
        assertThat(edited(Api.RESPONSES, "{\"model\":\"m\",\"stream\":true}", PLAIN))
                .isEqualTo("{\"model\":\"up\",\"stream\":true}");
        assertThat(edited(Api.MESSAGES, "{\"model\":\"m\",\"stream\":true}", PLAIN))
                .isEqualTo("{\"model\":\"up\",\"stream\":true}");
    }

    @Test
    void a_client_that_asked_for_usage_gets_it() {
        assertThat(request(Api.CHAT, "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}")
                        .wantsUsageChunk())
                .isTrue();
        assertThat(request(Api.CHAT, "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":false}}")
                        .wantsUsageChunk())
                .isFalse();
        assertThat(request(Api.CHAT, "{\"model\":\"m\",\"stream\":true}").wantsUsageChunk())
                .isFalse();
    }

    @Test
    void inference_geo_is_set_or_replaced_for_messages_only() {
        UpstreamEdits us = new UpstreamEdits("up", "us", true);
        assertThat(edited(Api.MESSAGES, "{\"model\":\"m\"}", us))
                .isEqualTo("{\"inference_geo\":\"us\",\"model\":\"up\"}");
        assertThat(edited(Api.MESSAGES, "{\"inference_geo\":\"global\",\"model\":\"m\"}", us))
                .isEqualTo("{\"inference_geo\":\"us\",\"model\":\"up\"}");
        assertThat(edited(Api.MESSAGES, "{\"inference_geo\":null,\"model\":\"m\"}", us))
                .isEqualTo("{\"inference_geo\":\"us\",\"model\":\"up\"}");
        assertThat(edited(Api.MESSAGES, "{\"inference_geo\":\"eu\",\"model\":\"m\"}", PLAIN))
                .isEqualTo("{\"inference_geo\":\"eu\",\"model\":\"up\"}");
        assertThat(edited(Api.COUNT_TOKENS, "{\"model\":\"m\"}", us)).isEqualTo("{\"model\":\"up\"}");
        assertThat(edited(Api.CHAT, "{\"model\":\"m\"}", us)).isEqualTo("{\"model\":\"up\"}");
    }

    @Test
    void store_is_forbidden_only_where_responses_leave_it_out() {
        UpstreamEdits forbid = new UpstreamEdits("up", null, true);
        assertThat(edited(Api.RESPONSES, "{\"model\":\"m\"}", forbid)).isEqualTo("{\"store\":false,\"model\":\"up\"}");
        assertThat(edited(Api.RESPONSES, "{\"model\":\"m\",\"store\": null}", forbid))
                .isEqualTo("{\"model\":\"up\",\"store\": false}");
        assertThat(edited(Api.RESPONSES, "{\"model\":\"m\",\"store\":true}", forbid))
                .isEqualTo("{\"model\":\"up\",\"store\":true}");
        assertThat(edited(Api.RESPONSES, "{\"model\":\"m\"}", PLAIN)).isEqualTo("{\"model\":\"up\"}");
        assertThat(edited(Api.CHAT, "{\"model\":\"m\"}", forbid)).isEqualTo("{\"model\":\"up\"}");
    }

    @Test
    void the_fingerprint_does_not_see_spaces_escapes_or_what_the_user_said() {
        String one =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be é\"},{\"role\":\"user\",\"content\":\"a\"}],"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}";
        String same =
                "{ \"tools\" : [ {\"type\":\"function\", \"function\":{\"name\": \"\\u0066\"}}], \"messages\":[{\"content\":\"Be \\u00e9\",\"role\":\"system\"},"
                        + "{\"role\":\"user\",\"content\":\"b\"}],\"model\":\"other\"}";
        String fingerprint = request(Api.CHAT, one).promptFingerprint();
        assertThat(fingerprint).matches("fp-[0-9a-f]{16}");
        assertThat(request(Api.CHAT, same).promptFingerprint()).isEqualTo(fingerprint);
        assertThat(request(Api.CHAT, one.replace("Be ", "Be")).promptFingerprint())
                .isNotEqualTo(fingerprint);
        assertThat(request(Api.CHAT, one.replace("\"f\"", "\"g\"")).promptFingerprint())
                .isNotEqualTo(fingerprint);
        assertThat(request(Api.CHAT, one.replace("system", "developer")).promptFingerprint())
                .isEqualTo(fingerprint);
    }

    @Test
    void a_fingerprint_is_the_one_that_was_written_down_before() {
        assertThat(request(
                                Api.CHAT,
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"a\\n\\u00e9\"}]}")
                        .promptFingerprint())
                .isEqualTo("fp-627b6823a1be5d40");
        assertThat(request(Api.CHAT, "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"plain\"}]}")
                        .promptFingerprint())
                .isEqualTo("fp-e8945975f4f0842f");
        assertThat(request(
                                Api.MESSAGES,
                                "{\"model\":\"m\",\"system\":[{\"type\":\"text\",\"text\":\"é\", \"n\":[1.50,true,null,{}]}],"
                                        + "\"tools\":[{\"name\":\"\\ud83d\\ude00\",\"input_schema\":{\"type\":\"object\"}}]}")
                        .promptFingerprint())
                .isEqualTo("fp-daf2de58d2beea9d");
    }

    @Test
    void a_number_for_a_system_prompt_is_no_accident() {
        assertThat(request(Api.MESSAGES, "{\"model\":\"m\",\"system\":5,\"n\":1}")
                        .promptFingerprint())
                .isNotEqualTo(
                        request(Api.MESSAGES, "{\"model\":\"m\",\"system\":6}").promptFingerprint())
                .startsWith("fp-");
    }

    @Test
    void every_kind_of_system_prompt_has_a_fingerprint() {
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"instructions\":\"x\"}")
                        .promptFingerprint())
                .startsWith("fp-");
        assertThat(request(Api.RESPONSES, "{\"model\":\"m\",\"input\":[{\"role\":\"developer\",\"content\":\"x\"}]}")
                        .promptFingerprint())
                .startsWith("fp-");
        assertThat(request(Api.MESSAGES, "{\"model\":\"m\",\"system\":[{\"type\":\"text\",\"text\":\"x\"}]}")
                        .promptFingerprint())
                .startsWith("fp-");
        assertThat(request(Api.MESSAGES, "{\"model\":\"m\",\"tools\":[{\"name\":\"t\"}]}")
                        .promptFingerprint())
                .startsWith("fp-");
    }

    @Test
    void without_system_prompt_and_tools_the_fingerprint_is_none() {
        assertThat(request(
                                Api.CHAT,
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"tools\":[]}")
                        .promptFingerprint())
                .isEqualTo("none");
        assertThat(request(Api.MESSAGES, "{\"model\":\"m\",\"system\":null}").promptFingerprint())
                .isEqualTo("none");
    }

    @Test
    void the_client_s_bytes_are_not_changed() {
        byte[] body = "{\"model\":\"m\",\"stream\":true}".getBytes(StandardCharsets.UTF_8);
        byte[] before = body.clone();
        Bodies.READER.read(Api.CHAT, body).match(request -> request.bodyFor(PLAIN), malformed -> new byte[0]);
        assertThat(body).isEqualTo(before);
    }

    @Test
    void a_model_is_left_alone_only_where_it_is_spelled_as_the_upstream_s() {
        UpstreamEdits edits = new UpstreamEdits("m", null, false);
        InferenceRequest same = request(Api.CHAT, "{\"model\":\"m\",\"n\":1}");
        assertThat(same.bodyFor(edits)).isSameAs(same.body());
        assertThat(edited(Api.CHAT, "{\"model\":\"\\u006d\",\"n\":1}", edits)).isEqualTo("{\"model\":\"m\",\"n\":1}");
        assertThat(edited(Api.CHAT, "{\"model\":\"a\\nb\",\"n\":1}", new UpstreamEdits("a\\nb", null, false)))
                .isEqualTo("{\"model\":\"a\\\\nb\",\"n\":1}");
    }
}
