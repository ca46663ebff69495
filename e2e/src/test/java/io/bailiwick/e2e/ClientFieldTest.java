package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whether a client says where an endpoint runs whose operator alone vouches for it. */
class ClientFieldTest {

    @Test
    void a_place_that_the_client_names_is_refused_where_nothing_overwrites_it() throws IOException {
        for (String geo : new String[] {"us", "global", "eu"}) {
            try (Border border = Border.withFrankfurtThenParis()) {
                RawReply reply = border.post(
                        "/v1/messages",
                        border.messages("\"inference_geo\":\"" + geo + "\""),
                        "anthropic-version",
                        "2023-06-01");
                assertThat(reply.status()).as(geo).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_feature_refused");
                assertThat(Border.candidates(reply))
                        .containsExactly("fra-claude=feature:inference_geo", "par-claude=feature:inference_geo");
                border.heldWithin();
            }
        }
    }
}
