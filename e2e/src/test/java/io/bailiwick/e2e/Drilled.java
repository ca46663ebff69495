package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The drills of a running gateway, by its admin side. */
final class Drilled {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Running running;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Drilled(Running running) {
        this.running = running;
    }

    /** What was answered, and with which status. */
    record Said(int status, JsonNode page) {
        String error() {
            return page.path("error").asText();
        }
    }

    /** Begins one without a time before it; {@code members} are JSON without braces. */
    String begin(String members) {
        Said said = post("{" + members + ",\"before_ms\":0}");
        assertThat(said.status()).as(said.page().toString()).isEqualTo(201);
        return said.page().path("id").textValue();
    }

    Said post(String body, String... headers) {
        return ask(
                "POST",
                "/v1/drills",
                body,
                headers.length == 0 ? new String[] {"content-type", "application/json"} : headers);
    }

    JsonNode get(String id) {
        Said said = ask("GET", "/v1/drills/" + id, "");
        assertThat(said.status()).isEqualTo(200);
        return said.page();
    }

    Said end(String id) {
        return ask("DELETE", "/v1/drills/" + id, "");
    }

    Said ask(String method, String path, String body, String... headers) {
        URI url = URI.create(
                "http://127.0.0.1:" + running.gateway().adminAddress().getPort() + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Said(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** How many were served in that region, in whichever phase. */
    static long served(JsonNode drill, String region) {
        long served = 0;
        for (JsonNode row : drill.path("exchanges")) {
            if (row.path("region").asText().equals(region)) {
                served += row.path("served").asLong();
            }
        }
        return served;
    }

    /** How many were refused with that code. */
    static long refused(JsonNode drill, String code) {
        long refused = 0;
        for (JsonNode row : drill.path("exchanges")) {
            refused += row.path("refused").path(code).asLong();
        }
        return refused;
    }
}
