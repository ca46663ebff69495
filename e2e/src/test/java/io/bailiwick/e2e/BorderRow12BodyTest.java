package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a body can say one thing to the gateway and another to the endpoint. */
class BorderRow12BodyTest {

    @Test
    void a_key_that_matters_is_read_once_or_not_at_all() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            for (String member : List.of(
                    "\"model\":\"iad\"",
                    "\"\\u006dodel\":\"iad\"",
                    "\"MODEL\":\"iad\"",
                    "\"Model\":\"iad\"",
                    "\"messages\":[]",
                    "\"\\u006d\\u0065ssages\":[]",
                    "\"stream\":false,\"stream\":true",
                    "\"str\\u0065am\":false,\"stream\":true",
                    "\"tools\":[],\"tools\":[]",
                    "\"store\":false,\"store\":true",
                    "\"user\":\"a\",\"user\":\"b\"",
                    "\"metadata\":{}",
                    "\"temperature\":1,\"temperature\":2")) {
                refused(border, border.chat(member));
            }
            border.heldWithin();
        }
    }

    @Test
    void a_key_is_read_once_at_every_level_that_is_judged() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            for (String messages : List.of(
                    "[{\"role\":\"user\",\"role\":\"system\",\"content\":\"x\"}]",
                    "[{\"role\":\"user\",\"content\":\"x\",\"content\":[]}]",
                    "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"type\":\"image_url\",\"text\":\"x\"}]}]",
                    "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,x\",\"url\":\"https://iad\"}}]}]",
                    "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,x\",\"\\u0075rl\":\"https://iad\"}}]}]",
                    "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,x\"},\"image_url\":{\"url\":\"https://iad\"}}]}]")) {
                refused(border, "{\"model\":\"chat\",\"messages\":" + messages + "}");
            }
            for (String tools : List.of(
                    "[{\"type\":\"function\",\"type\":\"web_search\"}]",
                    "[{\"type\":\"function\",\"function\":{\"name\":\"a\",\"name\":\"b\"}}]")) {
                refused(border, border.chat("\"tools\":" + tools));
            }
            border.heldWithin();
        }
    }

    @Test
    void what_is_not_one_plain_json_object_is_refused() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            String good = border.chat();
            for (String body : List.of(
                    "\u00ef\u00bb\u00bf" + good,
                    "\uFEFF" + good,
                    good + "x",
                    good + good,
                    good + "\0",
                    "[" + good + "]",
                    good.substring(0, good.length() - 1),
                    good.replace("}]}", "},]}"),
                    good.replace("{\"model\"", "{/*iad*/\"model\""),
                    good.replace('"', '\''),
                    good.replace("\"model\":\"chat\"", "\"model\":null"),
                    good.replace("\"model\":\"chat\"", "\"model\":[\"chat\",\"iad\"]"),
                    good.replace("\"model\":\"chat\"", "\"model\":{\"name\":\"iad\"}"),
                    good.replace("\"model\":\"chat\"", "\"temperature\":NaN,\"model\":\"chat\""),
                    good.replace("\"model\":\"chat\",", ""),
                    "\"chat\"",
                    "null",
                    " ")) {
                refused(border, body);
            }
            RawReply deep = ask(border, border.chat("\"x\":" + "[".repeat(5000) + "]".repeat(5000)));
            assertThat(deep.status()).isEqualTo(413);
            assertThat(Border.code(deep)).isEqualTo("request_too_large");
            border.heldWithin();
        }
    }

    @Test
    void an_escaped_key_alone_means_what_it_says() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            RawReply reply = ask(border, border.chat().replace("\"model\"", "\"\\u006dodel\""));
            if (reply.status() == 200) {
                assertThat(border.fra().received().get(0).json().path("model").asText())
                        .isEqualTo("sim-large");
                border.held("fra1");
            } else {
                assertThat(reply.status()).isEqualTo(400);
                border.heldWithin();
            }
        }
    }

    @Test
    void a_key_after_a_megabyte_counts_as_much_as_the_first() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            String long1 = "x".repeat(1 << 20);
            String late = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + long1
                    + border.canaries().prompt() + "\"}],\"model\":\"chat\"}";
            assertThat(ask(border, late).status()).isEqualTo(200);
            assertThat(border.fra().received().get(0).body()).isEqualTo(late.replace("\"chat\"", "\"sim-large\""));
            refused(border, late.replaceFirst("\\{", "{\"model\":\"gpt-4o\","));
            refused(border, late.replace("\"model\":\"chat\"}", "\"model\":\"chat\",\"model\":\"iad\"}"));
            border.held("fra1");
        }
    }

    @Test
    void the_judged_bytes_are_the_sent_bytes() throws IOException {
        for (String member : List.of(
                "\"temperature\" :  1.0e0",
                "\"seed\":123456789012345678901234567890",
                "\"logit_bias\":{\"1\":-100, \"2\":1E2}",
                "\"stop\":[\"\\u00e9\\n\",\"\\/\",\"\\ud83d\\ude00\"]",
                "\"my_own\":{\"a\" : [ 1 , {} ],\n\t\"b\":null}",
                "\"top_p\":0.10000000000000000001,\r\n \"n\": 1",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"z\":1,\"a\":{\"type\":\"x\"}}}}]")) {
            try (Border border = Border.withFrankfurt()) {
                String body = border.chat(member);
                assertThat(ask(border, body).status()).as(member).isEqualTo(200);
                assertThat(border.fra().received().get(0).body())
                        .isEqualTo(body.replaceFirst("\"chat\"", "\"sim-large\""));
                border.held("fra1");
            }
        }
    }

    @Test
    void of_a_stream_only_the_model_and_the_usage_option_are_changed() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            String body = border.chat("\"stream\": true", "\"temperature\":1.00");
            ask(border, body);
            String sent = border.fra().received().get(0).body();
            assertThat(sent.replaceFirst("\"stream_options\"\\s*:\\s*\\{[^}]*},", ""))
                    .isEqualTo(body.replaceFirst("\"chat\"", "\"sim-large\""));
            assertThat(border.fra()
                            .received()
                            .get(0)
                            .json()
                            .at("/stream_options/include_usage")
                            .asBoolean())
                    .isTrue();
            border.held("fra1");
        }
    }

    @Test
    void a_field_for_the_sdk_reaches_the_operators_own_machine_as_text_and_leads_nowhere() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            String abroad = border.url("iad1").toString();
            String body = border.chat(
                    "\"extra_body\":{\"region\":\"us\",\"model\":\"iad\"}",
                    "\"extra_headers\":{\"host\":\"iad\"}",
                    "\"provider\":{\"order\":[\"iad\"]}",
                    "\"fallbacks\":[\"iad\"]");
            assertThat(ask(border, body).status()).isEqualTo(200);
            assertThat(border.fra().received()).hasSize(1);
            RawReply url =
                    ask(border, border.chat("\"base_url\":\"" + abroad + "\"", "\"api_base\":\"" + abroad + "\""));
            assertThat(url.status()).isIn(200, 503);
            border.held("fra1");
        }
    }

    private static void refused(Border border, String body) throws IOException {
        RawReply reply = ask(border, body);
        assertThat(reply.status())
                .as(body.substring(0, Math.min(200, body.length())))
                .isEqualTo(400);
        assertThat(Border.code(reply)).isEqualTo("malformed_request");
    }

    private static RawReply ask(Border border, String body) throws IOException {
        return border.post("/v1/chat/completions", body);
    }
}
