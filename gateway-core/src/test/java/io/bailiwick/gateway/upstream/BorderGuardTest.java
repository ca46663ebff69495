package io.bailiwick.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.gateway.Places;
import io.bailiwick.residency.Permitted;
import io.bailiwick.routing.Candidate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BorderGuardTest {

    private static final Permitted EUROPE = Places.permitted(Places.FRANKFURT, Places.PARIS);
    private static final Candidate FRANKFURT = Places.candidate("frankfurt", Places.FRANKFURT);
    private static final Candidate PARIS = Places.candidate("paris", Places.PARIS);
    private static final Candidate VIRGINIA = Places.candidate("virginia", Places.VIRGINIA);

    private final RequestBytes requests =
            new RequestBytes(Places.request(FRANKFURT, EUROPE).place());
    private final EmbeddedChannel toFrankfurt = new EmbeddedChannel(new BorderGuard(requests));

    @Test
    void a_permitted_request_leaves_as_one_message_to_its_own_host() {
        toFrankfurt.writeOutbound(Places.request(FRANKFURT, EUROPE));
        ByteBuf sent = toFrankfurt.readOutbound();
        assertThat(toFrankfurt.outboundMessages()).isEmpty();
        assertThat(sent.toString(StandardCharsets.US_ASCII))
                .startsWith("POST /v1/chat/completions HTTP/1.1\r\nhost: frankfurt.test:8000\r\ncontent-length: 2\r\n")
                .doesNotContain("transfer-encoding")
                .endsWith("\r\n\r\n{}");
        sent.release();
    }

    @Test
    void a_request_for_another_place_does_not_leave_by_this_connection() {
        assertThatThrownBy(() -> toFrankfurt.writeOutbound(Places.request(PARIS, EUROPE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("paris");
        assertThat(toFrankfurt.outboundMessages()).isEmpty();
    }

    @Test
    void a_permission_for_elsewhere_does_not_leave_by_this_connection() {
        Permitted america = Places.permitted(Places.VIRGINIA);
        assertThatThrownBy(() -> toFrankfurt.writeOutbound(Places.request(VIRGINIA, america)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(toFrankfurt.outboundMessages()).isEmpty();
    }

    @Test
    void a_request_outside_its_permission_cannot_even_be_made() {
        assertThatThrownBy(() -> Places.request(VIRGINIA, EUROPE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("virginia");
    }

    @Test
    void what_is_the_connections_to_add_or_shows_a_credential_is_no_header_of_a_request() {
        for (String own : List.of(
                "Host",
                "content-length",
                "Transfer-Encoding",
                "authorization",
                "Authorization",
                "X-Api-Key",
                "api-key")) {
            assertThatThrownBy(() -> RequestHead.Text.name(own))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("connection");
            assertThatThrownBy(() -> RequestHead.Text.line(own, "1")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_header_that_would_be_two_is_stopped_and_not_sent() {
        PermittedRequest plain = Places.request(FRANKFURT, EUROPE);
        for (String hostile : List.of("a\r\nhost: b", "a\n\nb", "a\rb", "a\0b")) {
            RequestHead headers = new RequestHead().add(RequestHead.Text.name("accept"), hostile);
            assertThatThrownBy(() -> toFrankfurt.writeOutbound(with(plain, "/v1", headers)))
                    .isInstanceOf(BorderGuard.StoppedException.class);
            assertThatThrownBy(() -> RequestHead.Text.name(hostile)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> RequestHead.Text.line("a", hostile)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(toFrankfurt.outboundMessages()).isEmpty();
    }

    @Test
    void what_stays_of_a_request_on_its_connection_is_in_no_other() {
        PermittedRequest first = Places.request(FRANKFURT, EUROPE);
        List<String> paths = List.of("/v1/a", "/v1/a", "/v1/b", "/v1/a");
        for (String path : paths) {
            toFrankfurt.writeOutbound(with(first, path, new RequestHead().add(RequestHead.Text.name("x-path"), path)));
            assertThatThrownBy(() -> toFrankfurt.writeOutbound(with(first, path + " HTTP/1.0", new RequestHead())))
                    .isInstanceOf(BorderGuard.StoppedException.class);
        }
        for (String path : paths) {
            ByteBuf sent = toFrankfurt.readOutbound();
            assertThat(sent.toString(StandardCharsets.US_ASCII))
                    .isEqualTo(
                            "POST " + path + " HTTP/1.1\r\nhost: frankfurt.test:8000\r\ncontent-length: 2\r\nx-path: "
                                    + path + "\r\n\r\n{}");
            sent.release();
        }
        assertThat(toFrankfurt.outboundMessages()).isEmpty();
    }

    @Test
    void what_two_connections_share_is_in_no_request_but_its_own() {
        EmbeddedChannel another = new EmbeddedChannel(new BorderGuard(requests));
        PermittedRequest plain = Places.request(FRANKFURT, EUROPE);
        for (String path : List.of("/v1/a", "/v1/b", "/v1/b", "/v1/a")) {
            toFrankfurt.writeOutbound(with(plain, path, new RequestHead()));
            assertThatThrownBy(() -> another.writeOutbound(with(plain, path + " HTTP/1.0", new RequestHead())))
                    .isInstanceOf(BorderGuard.StoppedException.class);
            another.writeOutbound(with(plain, "/v1/of-the-other", new RequestHead()));
            assertThat(said(toFrankfurt)).startsWith("POST " + path + " HTTP/1.1\r\nhost: frankfurt.test:8000\r\n");
            assertThat(said(another)).startsWith("POST /v1/of-the-other HTTP/1.1\r\nhost: frankfurt.test:8000\r\n");
        }
    }

    private static String said(EmbeddedChannel connection) {
        ByteBuf sent = connection.readOutbound();
        String said = sent.toString(StandardCharsets.US_ASCII);
        sent.release();
        return said;
    }

    @Test
    void what_would_be_two_requests_is_stopped_and_not_sent() {
        PermittedRequest plain = Places.request(FRANKFURT, EUROPE);
        for (String path : List.of("/v1 HTTP/1.1\r\n\r\nGET /secret", "/v1 HTTP/1.0")) {
            assertThatThrownBy(() -> toFrankfurt.writeOutbound(with(plain, path, new RequestHead())))
                    .isInstanceOf(BorderGuard.StoppedException.class);
        }
        assertThat(toFrankfurt.outboundMessages()).isEmpty();
    }

    private static PermittedRequest with(PermittedRequest like, String path, RequestHead headers) {
        return new PermittedRequest(
                like.permitted(),
                like.candidate(),
                like.upstream(),
                like.method(),
                path,
                headers,
                like.body(),
                like.connectTimeout());
    }

    @Test
    void nothing_but_a_permitted_request_leaves() {
        ByteBuf bytes = Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII);
        List<Object> others = List.of(
                bytes,
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"),
                LastHttpContent.EMPTY_LAST_CONTENT,
                "text");
        for (Object other : others) {
            assertThatThrownBy(() -> toFrankfurt.writeOutbound(other)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(toFrankfurt.outboundMessages()).isEmpty();
        bytes.release();
    }
}
