package io.bailiwick.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the operator's own Prometheus: no redirect is followed, no proxy is used, and only names of metrics leave.
 *
 * <p>Dials out, as only this class of the module may, because an operator's command is no part of any request.
 */
final class PrometheusHttp implements PrometheusWire {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final int MOST_ERROR_BYTES = 64 * 1024;

    private final URI base;
    private final @Nullable String token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    PrometheusHttp(URI base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    @Override
    public InputStream ask(String path, Map<String, String> parameters) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base.toString().replaceAll("/+$", "") + path + "?" + query(parameters)))
                .timeout(ANSWER)
                .header("accept", "application/json");
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> answer = send(request.GET().build());
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            throw new IOException(refusal(answer.statusCode(), body));
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + base, interrupted);
        } catch (IOException failed) {
            throw new IOException("cannot ask " + base + ": " + why(failed), failed);
        }
    }

    /** A refused connection has no words of its own. */
    private static String why(IOException failed) {
        String words = failed instanceof ConnectException ? "nothing answers there" : failed.getMessage();
        return words == null ? failed.getClass().getSimpleName() : words;
    }

    private String refusal(int status, InputStream body) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        said.writeBytes(body.readNBytes(MOST_ERROR_BYTES));
        String words = Shown.text(said.toString(StandardCharsets.UTF_8).strip(), 300);
        String hint = status >= 300 && status < 400
                ? "a redirect is not followed; name where it leads"
                : "expected: a Prometheus with /api/v1";
        return base + " answered " + status + (words.isEmpty() ? "" : ": " + words) + " (" + hint + ")";
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
