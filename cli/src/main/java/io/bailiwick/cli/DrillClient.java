package io.bailiwick.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Speaks to a gateway as its operator, and as a client with a prompt that says nothing. */
final class DrillClient {

    /** The only text that it ever sends. */
    private static final String PROMPT = "This is a drill.";

    private static final int MOST_TOKENS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_FOR_A_REPLY = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI admin;
    private final @Nullable String token;
    private final URI gateway;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .proxy(ProxySelector.of(null)) // keys and token go to the addresses that were named, and nowhere else
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    DrillClient(URI admin, @Nullable String token, URI gateway) {
        this.admin = admin;
        this.token = token;
        this.gateway = gateway;
    }

    /** What the gateway said of a drill. */
    record Said(int status, JsonNode page) {
        String error() {
            return page.path("error").asText("the gateway answered " + status);
        }
    }

    JsonNode policy() throws IOException, InterruptedException {
        return expect(ask("GET", "/v1/policy", null));
    }

    Said begin(ObjectNode order) throws IOException, InterruptedException {
        return ask("POST", "/v1/drills", order.toString());
    }

    JsonNode get(String id) throws IOException, InterruptedException {
        return expect(ask("GET", "/v1/drills/" + id, null));
    }

    void end(String id) throws IOException, InterruptedException {
        ask("DELETE", "/v1/drills/" + id, null);
    }

    private static JsonNode expect(Said said) throws IOException {
        if (said.status() != 200) {
            throw new IOException("the gateway's admin side answered " + said.status() + ": " + said.error());
        }
        return said.page();
    }

    private Said ask(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(under(admin, path))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Said(response.statusCode(), page(response.body()));
        } catch (IOException unreachable) {
            throw new IOException(
                    "no gateway's admin side answers at " + admin + " (" + unreachable + ")", unreachable);
        }
    }

    private static JsonNode page(byte[] body) {
        try {
            JsonNode page = JSON.readTree(body);
            return page == null ? MissingNode.getInstance() : page;
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** What one request of a client came to; the region as its reply says. */
    record Reply(int status, String region) {
        static Reply of(HttpResponse<?> response) {
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("bailiwick-region").orElse("unknown"));
        }
    }

    /** One small request of a client, when the whole reply has come. */
    CompletableFuture<Reply> prompt(String key, String model, String drill) {
        ObjectNode body = JSON.createObjectNode().put("model", model).put("max_tokens", MOST_TOKENS);
        body.putArray("messages").addObject().put("role", "user").put("content", PROMPT);
        HttpRequest request = HttpRequest.newBuilder(under(gateway, "/v1/chat/completions"))
                .timeout(PATIENCE_FOR_A_REPLY)
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + key)
                .header("bailiwick-drill", drill)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenApply(Reply::of);
    }

    private static URI under(URI base, String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }
}
