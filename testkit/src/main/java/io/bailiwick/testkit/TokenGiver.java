package io.bailiwick.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Who gives OAuth tokens, on loopback by https; remembers what it was asked, and misbehaves as told. */
public final class TokenGiver implements AutoCloseable {

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "token-giver");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Behaviour behaviour = exchange -> answer(exchange, 500, "{}");

    /** One question: its path, and its form as it was sent. */
    public record Asked(String path, String form) {}

    /** What becomes of a question. */
    public interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private TokenGiver(HttpsServer server) {
        this.server = server;
    }

    /** Shows {@code certificate}, whose names must hold {@code 127.0.0.1}. */
    public static TokenGiver start(SSLContext certificate) throws IOException {
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate));
        TokenGiver giver = new TokenGiver(server);
        server.setExecutor(giver.threads);
        server.createContext("/", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            giver.asked.add(new Asked(exchange.getRequestURI().toString(), form));
            try {
                giver.behaviour.answer(exchange);
            } catch (IOException left) {
                exchange.close();
            }
        });
        server.start();
        return giver;
    }

    public URI authority() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public void gives(String token, long seconds) {
        behaves(exchange -> answer(exchange, 200, token(token, seconds)));
    }

    public void answers(int status, String body) {
        behaves(exchange -> answer(exchange, status, body));
    }

    /** Takes the question, and says nothing until it is closed. */
    public void hangs() {
        behaves(exchange -> {
            try {
                closed.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
    }

    public void behaves(Behaviour told) {
        behaviour = told;
    }

    /** An answer in the form that the OAuth 2.0 protocol has for it. */
    public static String token(String token, long seconds) {
        return "{\"token_type\":\"Bearer\",\"expires_in\":" + seconds + ",\"ext_expires_in\":" + seconds
                + ",\"access_token\":\"" + token + "\"}";
    }

    public static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
