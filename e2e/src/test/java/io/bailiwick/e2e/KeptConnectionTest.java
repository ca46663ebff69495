package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whether a kept connection outlives the rule under which it was made. */
class KeptConnectionTest {

    @Test
    void it_serves_on_while_the_endpoint_stays_as_it_was() throws IOException {
        try (Border border =
                        Border.start(topology -> topology.pool("[[fra]]").endpoint("fra", "networks: [127.0.1.1/32]"));
                KeptClient client = new KeptClient(border)) {
            client.ask();
            border.reload(topology -> topology.pool("[[fra], [par]]").endpoint("fra", "networks: [127.0.1.1/32]"));
            assertThat(client.ask().status()).isEqualTo(200);
            assertThat(border.fra().connectionsOpened()).isEqualTo(1);
            border.held("fra1");
        }
    }

    @Test
    void it_is_not_used_once_its_address_is_outside_the_networks() throws IOException {
        try (Border border = Border.withFrankfurt();
                KeptClient client = new KeptClient(border)) {
            assertThat(client.ask().status()).isEqualTo(200);
            border.reload(topology -> topology.pool("[[fra]]").endpoint("fra", "networks: [10.0.0.0/8]"));
            RawReply reply = client.ask();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.candidates(reply)).containsExactly("fra=failed:connect");
            assertThat(border.fra().received()).hasSize(1);
            border.held("fra1");
        }
    }
}
