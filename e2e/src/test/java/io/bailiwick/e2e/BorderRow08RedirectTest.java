package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whether an endpoint can send a request elsewhere by answering: rows 7 and 8. */
class BorderRow08RedirectTest {

    private static final int[] REDIRECTS = {300, 301, 302, 303, 305, 307, 308};

    @Test
    void a_redirect_is_never_followed_and_never_passed_on() throws IOException {
        for (int status : REDIRECTS) {
            for (boolean stream : new boolean[] {false, true}) {
                try (Border border = Border.withFrankfurt()) {
                    border.fra().next(Fault.redirect(status, border.url("iad1") + "/chat/completions"));
                    RawReply reply = stream ? border.stream() : border.ask();
                    assertThat(reply.status()).isEqualTo(503);
                    assertThat(Border.candidates(reply)).containsExactly("fra=failed:" + status);
                    assertThat(reply.header("location")).isNull();
                    assertThat(border.fra().received()).hasSize(1);
                    border.held("fra1");
                }
            }
        }
    }

    @Test
    void a_redirect_is_a_failure_that_the_second_endpoint_inside_makes_good() throws IOException {
        for (int status : REDIRECTS) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(Fault.redirect(status, border.url("iad1") + "/chat/completions"));
                RawReply reply = border.ask();
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
                border.held("fra1", "par1");
            }
        }
    }

    @Test
    void an_invitation_to_another_service_is_neither_taken_nor_passed_on() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.fra()
                    .always(Fault.altSvc(border.url("iad1").getAuthority())
                            .and(Fault.headers(
                                    "link",
                                    "<" + border.url("iad1") + ">; rel=canonical",
                                    "content-location",
                                    border.url("iad1").toString(),
                                    "refresh",
                                    "0; url=" + border.url("iad1"),
                                    "set-cookie",
                                    "affinity=iad1")));
            for (int i = 0; i < 5; i++) {
                RawReply reply = i % 2 == 0 ? border.ask() : border.stream();
                assertThat(reply.status()).isEqualTo(200);
                for (String header :
                        new String[] {"alt-svc", "location", "link", "content-location", "refresh", "set-cookie"}) {
                    assertThat(reply.header(header)).as(header).isNull();
                }
            }
            assertThat(border.fra().received()).hasSize(5);
            border.held("fra1");
        }
    }

    @Test
    void a_misdirected_request_is_not_directed_elsewhere() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra()
                    .next(Fault.status(
                            421, "alt-svc", "h2=\"" + border.url("iad1").getAuthority() + "\""));
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(421);
            assertThat(reply.header("alt-svc")).isNull();
            assertThat(border.par().received()).isEmpty();
            border.held("fra1");
        }
    }

    @Test
    void a_change_of_protocol_is_refused() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra()
                    .next(Fault.raw(
                            "HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n",
                            io.bailiwick.simulator.Ending.KEEP));
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            border.held("fra1", "par1");
        }
    }
}
