package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetchIssuerKeysTest {

    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final AtomicInteger elsewhere = new AtomicInteger();
    private HttpServer server;
    private int status = 200;
    private byte[] body = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            headers.putAll(exchange.getRequestHeaders());
            exchange.getResponseHeaders().add("location", "/elsewhere");
            exchange.sendResponseHeaders(status, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            } catch (IOException left) {
                exchange.close();
            }
        });
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        executor.shutdownNow();
    }

    @Test
    void an_issuer_is_told_nothing() {
        assertThat(fetch("/jwks")).isEqualTo("found {\"keys\":[]}");
        assertThat(headers.keySet())
                .isSubsetOf(
                        "accept", "content-length", "host", "user-agent", "Connection", "HTTP2-Settings", "Upgrade");
        assertThat(headers.get("user-agent")).containsExactly("bailiwick");
    }

    @Test
    void a_redirect_leads_nowhere() {
        for (int each : new int[] {301, 302, 303, 307, 308}) {
            status = each;
            assertThat(fetch("/jwks")).isEqualTo("failed answered " + each);
        }
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void a_proxy_of_the_machine_is_not_asked() {
        ProxySelector usual = ProxySelector.getDefault();
        AtomicInteger consulted = new AtomicInteger();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                consulted.incrementAndGet();
                return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                consulted.incrementAndGet();
            }
        });
        try {
            assertThat(fetch("/jwks")).startsWith("found");
        } finally {
            ProxySelector.setDefault(usual);
        }
        assertThat(consulted).hasValue(0);
    }

    @Test
    void an_answer_without_end_is_not_held() {
        body = new byte[FetchIssuerKeys.MOST_BYTES * 4];
        assertThat(fetch("/jwks")).startsWith("failed");
        body = new byte[FetchIssuerKeys.MOST_BYTES];
        assertThat(fetch("/jwks")).startsWith("found");
    }

    @Test
    void an_issuer_that_is_away_is_a_failure() {
        status = 503;
        assertThat(fetch("/jwks")).isEqualTo("failed answered 503");
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThat(fetch(URI.create("http://127.0.0.1:" + port + "/jwks"))).startsWith("failed did not answer");
    }

    private String fetch(String path) {
        return fetch(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    private String fetch(URI url) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        new FetchIssuerKeys(executor)
                .fetch(
                        url,
                        bytes -> answer.complete("found " + new String(bytes, StandardCharsets.UTF_8).strip()),
                        why -> answer.complete("failed " + why));
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
