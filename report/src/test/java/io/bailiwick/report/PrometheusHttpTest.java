package io.bailiwick.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusHttpTest {

    private final List<HttpExchange> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String location;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange);
            if (location != null) {
                exchange.getResponseHeaders().set("location", location);
            }
            byte[] body = "{\"error\":\"no such\u001b[2J thing\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void it_asks_beneath_the_given_path_with_the_token_and_nothing_else_of_the_operators() throws IOException {
        new PrometheusHttp(url("/prom/"), "s3cret")
                .ask("/api/v1/query_range", Map.of("query", "a b&c"))
                .close();

        HttpExchange asked = seen.get(0);
        assertThat(asked.getRequestURI().toString()).isEqualTo("/prom/api/v1/query_range?query=a+b%26c");
        assertThat(asked.getRequestHeaders().getFirst("authorization")).isEqualTo("Bearer s3cret");
        assertThat(asked.getRequestHeaders().keySet()).doesNotContain("Cookie");
    }

    @Test
    void a_redirect_is_not_followed_and_the_token_goes_nowhere_else() {
        status = 302;
        location = url("/elsewhere").toString();

        assertThatThrownBy(() -> new PrometheusHttp(url(""), "s3cret").ask("/api/v1/query_range", Map.of()))
                .hasMessageContainingAll("answered 302", "not followed");
        assertThat(seen).hasSize(1);
    }

    @Test
    void a_refusal_is_told_with_its_status_and_words_that_cannot_move_a_cursor() {
        status = 404;

        assertThatThrownBy(() -> new PrometheusHttp(url(""), null).ask("/api/v1/query_range", Map.of()))
                .hasMessageContainingAll("answered 404", "no such?[2J thing", "/api/v1");
    }

    @Test
    void where_nothing_listens_the_address_is_named() {
        URI gone = url("");
        server.stop(0);

        assertThatThrownBy(() -> new PrometheusHttp(gone, null).ask("/api/v1/query_range", Map.of()))
                .hasMessageContaining("cannot ask " + gone);
    }
}
