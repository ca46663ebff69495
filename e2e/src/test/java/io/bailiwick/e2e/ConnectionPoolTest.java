package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Received;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.Seeds;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether a kept connection ever carries what was not meant for it. */
class ConnectionPoolTest {

    @Test
    void a_connection_carries_one_credential_only() {
        Seeds.each(3, random -> {
            try (Border border = Border.start(
                    topology -> topology.endpoint("fra", "credential: { env: FRA_KEY }")
                            .adding(
                                    "fra-b",
                                    "provider: openai-compatible, url: \"<fra1>\", reach: [\"onprem:fra1\"], models: { other: m }, credential: { env: PAR_KEY }")
                            .addingRoute("other: { eu: [[fra-b]], us: [[iad-other]] }")
                            .adding(
                                    "iad-other",
                                    "provider: openai-compatible, url: \"<iad1>\", reach: [\"onprem:iad1\"], models: { other: m }"))) {
                for (int i = 0; i < 40; i++) {
                    String model = random.nextBoolean() ? "chat" : "other";
                    RawReply reply =
                            border.post("/v1/chat/completions", border.chat().replace("\"chat\"", "\"" + model + "\""));
                    assertThat(reply.status()).isEqualTo(200);
                }
                Map<Integer, Set<String>> credentials = new HashMap<>();
                for (Received received : border.fra().received()) {
                    credentials
                            .computeIfAbsent(received.connection(), any -> new HashSet<>())
                            .add(received.header("authorization"));
                }
                assertThat(credentials.values()).allMatch(each -> each.size() == 1);
                assertThat(credentials.size()).as("connections are kept").isLessThan(40);
                border.held("fra1");
            }
        });
    }

    @Test
    void a_kept_connection_that_was_closed_is_replaced_once_and_at_home() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            keptByEveryLoop(border);
            int before = border.fra().received().size();
            border.fra().next(Fault.resetBeforeHead());
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(border.fra().received()).hasSize(before + 2);
            border.held("fra1");
        }
    }

    /** It was not closed while it was kept: the endpoint had read the request, and may be at it. */
    @Test
    void a_kept_connection_that_breaks_after_it_began_to_answer_is_not_replaced() throws IOException {
        for (String begun : List.of("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-ty")) {
            try (Border border = Border.withFrankfurtThenParis()) {
                keptByEveryLoop(border);
                int before = border.fra().received().size();
                border.fra().next(Fault.raw(begun, Ending.RESET));
                RawReply reply = border.ask();
                assertThat(reply.header("bailiwick-endpoint")).as(begun).isEqualTo("par");
                assertThat(border.fra().received()).as(begun).hasSize(before + 1);
                border.held("fra1", "par1");
            }
        }
    }

    @Test
    void a_kept_connection_that_was_closed_is_replaced_no_more_than_once() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            keptByEveryLoop(border);
            int before = border.fra().received().size();
            border.fra().next(Fault.resetBeforeHead(), Fault.resetBeforeHead(), Fault.resetBeforeHead());
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(border.fra().received()).hasSize(before + 2);
            border.held("fra1");
        }
    }

    @Test
    void a_connection_closed_while_it_was_kept_is_not_used_again() throws IOException {
        for (Fault after : new Fault[] {
            Fault.closeAfter(),
            Fault.resetAfter(),
            Fault.unsolicited("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil"),
            Fault.unsolicited("HTTP/1.1 200 OK\r\nx: "),
            Fault.unsolicited("}")
        }) {
            try (Border border = Border.withFrankfurt()) {
                border.fra().always(after);
                for (int i = 0; i < 6; i++) {
                    RawReply reply = border.ask();
                    assertThat(reply.status()).as("%s", after).isEqualTo(200);
                    assertThat(reply.body()).doesNotContain("evil");
                }
                border.held("fra1");
            }
        }
    }

    /** Clients come to one event loop after the other, and each loop keeps connections of its own. */
    private static void keptByEveryLoop(Border border) throws IOException {
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            assertThat(border.ask().status()).isEqualTo(200);
        }
    }
}
