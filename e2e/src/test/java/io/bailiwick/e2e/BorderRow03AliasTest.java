package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whether one name in two regions leads across the border. */
class BorderRow03AliasTest {

    @Test
    void an_alias_means_the_callers_own_pool() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            RawReply reply = ask(border, "gpt-4o");
            assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:fra1");
            assertThat(border.fra().received().get(0).json().path("model").asText())
                    .isEqualTo("sim-large");
            border.held("fra1");
        }
    }

    @Test
    void an_alias_whose_own_pool_is_down_means_nothing_else() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().breakDown();
            border.par().breakDown();
            RawReply reply = ask(border, "gpt-4o");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.error(reply).path("bailiwick").path("candidates").toString())
                    .doesNotContain("iad");
            border.heldWithin();
        }
    }

    @Test
    void upstream_models_endpoints_and_regions_are_no_names() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            for (String name : new String[] {
                "sim-large",
                "iad",
                "iad/sim-large",
                "chat@iad",
                "us.chat",
                "onprem:iad1",
                "chat/us",
                "CHAT",
                "chat ",
                "us/chat"
            }) {
                RawReply reply = ask(border, name);
                assertThat(reply.status()).as(name).isEqualTo(404);
                assertThat(Border.code(reply)).isEqualTo("route_not_found");
            }
            border.heldWithin();
        }
    }

    @Test
    void the_same_name_abroad_serves_those_who_live_there() throws IOException {
        try (Border border = Border.start(topology -> topology.gatewayIn("onprem:iad1"))) {
            RawReply reply = border.running().chat(Running.US_KEY, Running.chatBody("hello"));
            assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:iad1");
            assertThat(border.fra().received()).isEmpty();
            assertThat(border.par().received()).isEmpty();
        }
    }

    @Test
    void a_route_without_a_pool_at_home_names_who_serves_it_elsewhere_and_asks_nobody() throws IOException {
        try (Border border = Border.start(
                topology -> topology.addingRoute("abroad: { us: [[us-only]] }")
                        .adding(
                                "us-only",
                                "provider: openai-compatible, url: \"<iad1>\", reach: [\"onprem:iad1\"], models: { abroad: m }"))) {
            RawReply reply = ask(border, "abroad");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.code(reply)).isEqualTo("residency_no_pool");
            assertThat(Border.candidates(reply)).containsExactly("us-only=outside");
            assertThat(reply.header("x-should-retry")).isEqualTo("false");
            border.heldWithin();
        }
    }

    private static RawReply ask(Border border, String model) throws IOException {
        return border.post("/v1/chat/completions", border.chat().replace("\"chat\"", "\"" + model + "\""));
    }
}
