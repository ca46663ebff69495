package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a Responses request goes that does not say whether it is to be stored. */
class StateByDefaultTest {

    @Test
    void it_goes_to_the_home_of_state_alone_as_it_was_written() throws IOException {
        try (Border border = Border.start(topology -> topology.chatOption("state: par"))) {
            RawReply reply = border.post("/v1/responses", border.responses());
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            assertThat(border.par().received().get(0).json().has("store")).isFalse();
            border.held("par1");
        }
    }

    @Test
    void it_is_not_sent_twice_once_a_byte_of_it_left() throws IOException {
        for (Fault fault : List.of(Fault.resetBeforeHead(), Fault.closeBeforeHead(), Fault.status(500))) {
            try (Border border = Border.start(topology -> topology.chatOption("state: fra"))) {
                assertThat(border.post("/v1/responses", border.responses()).status())
                        .isEqualTo(200);
                border.fra().next(fault);
                RawReply reply = border.post("/v1/responses", border.responses());
                assertThat(reply.status()).as("%s", fault).isEqualTo(503);
                assertThat(border.fra().received()).as("%s", fault).hasSize(2);
                border.held("fra1");
            }
        }
    }

    @Test
    void one_that_forbids_storing_may_go_anywhere_inside() throws IOException {
        try (Border border = Border.start(topology -> topology.chatOption("state: par"))) {
            RawReply reply = border.post("/v1/responses", border.responses("\"store\":false"));
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("fra");
            border.held("fra1");
        }
    }

    @Test
    void without_a_home_of_state_nothing_is_stored() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            assertThat(border.post("/v1/responses", border.responses()).status())
                    .isEqualTo(200);
            assertThat(border.fra().received().get(0).json().path("store").toString())
                    .isEqualTo("false");
            border.held("fra1");
        }
    }
}
