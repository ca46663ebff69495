package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.Seeds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whether any order of reloads, faults and requests leads a request to where it may not be. */
class BorderRow09InterleavingTest {

    private static final List<Set<String>> POOLS = List.of(Set.of("fra"), Set.of("par"), Set.of("fra", "par"));

    @Test
    void whatever_the_order_every_answer_comes_from_inside_both_policies() {
        Seeds.each(4, BorderRow09InterleavingTest::episode);
    }

    private static void episode(RandomGenerator random) throws IOException {
        Set<String> pool = POOLS.get(2);
        try (Border border = Border.start(topology -> topology)) {
            for (int i = 0; i < 12; i++) {
                Set<String> began = pool;
                Gate gate = new Gate();
                boolean stream = random.nextBoolean();
                boolean early = random.nextBoolean();
                stage(border, random, gate);
                int sentToFrankfurt = border.fra().received().size();
                int sentToParis = border.par().received().size();
                try (RawClient client = border.running().raw()) {
                    String body = stream ? border.chat("\"stream\":true") : border.chat();
                    String request = border.request("/v1/chat/completions", body, "expect", "100-continue");
                    client.send(request.substring(0, request.indexOf("\r\n\r\n") + 4));
                    client.readTo("\r\n\r\n");
                    if (early) {
                        pool = reload(border, random);
                    }
                    gate.open();
                    RawReply reply =
                            client.send(body).within(Duration.ofSeconds(5)).reply();
                    String endpoint = reply.header("bailiwick-endpoint");
                    if (reply.status() == 200) {
                        assertThat(began).contains(endpoint);
                        assertThat(pool).contains(endpoint);
                    } else {
                        assertThat(reply.status()).isEqualTo(503);
                    }
                }
                if (!pool.contains("fra")) {
                    assertThat(border.fra().received()).hasSize(sentToFrankfurt);
                }
                if (!pool.contains("par")) {
                    assertThat(border.par().received()).hasSize(sentToParis);
                }
                border.fra().behave();
                border.par().behave();
                if (random.nextBoolean()) {
                    pool = reload(border, random);
                }
            }
            border.heldWithin("fra1", "par1");
        }
    }

    private static Set<String> reload(Border border, RandomGenerator random) {
        Set<String> pool = POOLS.get(random.nextInt(POOLS.size()));
        String tiers = pool.size() == 2 ? "[[fra], [par]]" : "[[" + String.join(", ", pool) + "]]";
        border.reload(topology -> topology.pool(tiers));
        return pool;
    }

    private static void stage(Border border, RandomGenerator random, Gate gate) {
        List<Fault> faults = List.of(
                Fault.status(500),
                Fault.status(429),
                Fault.resetBeforeHead(),
                Fault.resetMidHead(),
                Fault.streamCut(1, Ending.RESET),
                Fault.closeAfter(),
                Fault.gated(gate),
                Fault.redirect(307, border.url("iad1").toString()));
        if (random.nextBoolean()) {
            border.fra().next(faults.get(random.nextInt(faults.size())));
        }
        if (random.nextBoolean()) {
            border.par().next(faults.get(random.nextInt(faults.size())));
        }
    }
}
