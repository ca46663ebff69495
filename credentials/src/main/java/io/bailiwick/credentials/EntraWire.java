package io.bailiwick.credentials;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The wire to those who give tokens, and to nobody else: no proxy, no redirect, an end to every answer and to every wait.
 *
 * <p>Of a refusal only its code goes on, for its text may repeat what was sent.
 */
class EntraWire {

    static final int MOST_BYTES = 256 << 10;

    private static final Duration MOST_TIME = Duration.ofSeconds(10);
    private static final Set<String> ADDED_BY_THE_CLIENT = Set.of("host", "content-length", "connection", "expect");
    private static final Pattern CODE = Pattern.compile("\"error\"\\s*:\\s*\"([a-z_]{1,40})\"");
    private static final Pattern NUMBER = Pattern.compile("AADSTS[0-9]{1,10}");

    private static final Map<String, List<String>> JSON = Map.of("content-type", List.of("application/json"));

    private final Map<Trust, HttpClient> clients = new ConcurrentHashMap<>();
    private final Duration mostTime;

    EntraWire() {
        this(MOST_TIME);
    }

    EntraWire(Duration mostTime) {
        this.mostTime = mostTime;
    }

    /** No token for us, and why; says nothing of what was sent. */
    static final class RefusedException extends RuntimeException {

        private final String why;

        RefusedException(String why) {
            super(why, null, false, false);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /** Asks that authority and no other host. */
    IHttpClient to(EntraIdentity.ClientSecret identity) {
        return request -> {
            URI url = URI.create(request.url().toString());
            if (!isSameOrigin(url, identity.authority())) {
                throw new RefusedException(
                        "would have been asked at " + url.getHost() + ", which is not its authority");
            }
            return send(client(identity.ca()), request);
        };
    }

    /** Asks whoever the platform's variables name, as long as that is this very machine. */
    IHttpClient toThisMachine() {
        return request -> {
            String host = String.valueOf(request.url().getHost());
            if (!ThisMachine.answersAt(host)) {
                throw new RefusedException(
                        "would have been asked at " + host + ", which is not this machine's metadata");
            }
            return send(client(null), request);
        };
    }

    private static boolean isSameOrigin(URI url, URI authority) {
        return authority.getScheme().equals(url.getScheme())
                && authority.getHost().equalsIgnoreCase(url.getHost())
                && port(authority) == port(url);
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }

    /** A file of certificates as it was at one time, so that a replaced one is not believed any more; null is the platform's. */
    private record Trust(@Nullable Path file, @Nullable FileTime written) {

        static Trust of(@Nullable Path file) {
            try {
                return new Trust(file, file == null ? null : Files.getLastModifiedTime(file));
            } catch (IOException gone) {
                throw new RefusedException("cannot be trusted: " + file + " cannot be read");
            }
        }
    }

    /** One for each file: whom it replaces nobody holds any more once its last answer is there, and with that its thread ends. */
    HttpClient client(@Nullable Path ca) {
        Trust now = Trust.of(ca);
        HttpClient client = clients.computeIfAbsent(now, any -> made(ca == null ? null : trust(ca)));
        clients.keySet().removeIf(known -> Objects.equals(known.file, ca) && !known.equals(now));
        return client;
    }

    private HttpClient made(@Nullable SSLContext trust) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(mostTime);
        return trust == null ? builder.build() : builder.sslContext(trust).build();
    }

    private static SSLContext trust(Path ca) {
        try {
            return TrustedBy.certificatesIn(ca);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new RefusedException("cannot be trusted: " + ca + " holds no certificates that can be read");
        }
    }

    IHttpResponse send(HttpClient client, HttpRequest asked) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(
                http(asked), head -> BodySubscribers.fromSubscriber(new BoundedBody(MOST_BYTES), BoundedBody::bytes));
        try {
            return answer(sent.get(mostTime.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException slow) {
            sent.cancel(true);
            throw new RefusedException("did not answer in " + mostTime.toSeconds() + " s");
        } catch (ExecutionException broken) {
            Throwable cause = broken.getCause() == null ? broken : broken.getCause();
            throw new RefusedException("did not answer: " + cause.getClass().getSimpleName());
        }
    }

    private java.net.http.HttpRequest http(HttpRequest asked) {
        java.net.http.HttpRequest.Builder http =
                java.net.http.HttpRequest.newBuilder(URI.create(asked.url().toString()));
        if (asked.headers() != null) {
            asked.headers().forEach((name, value) -> {
                if (!ADDED_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                    http.setHeader(name, value);
                }
            });
        }
        return asked.httpMethod() == HttpMethod.POST
                ? http.POST(BodyPublishers.ofString(asked.body() == null ? "" : asked.body()))
                        .build()
                : http.GET().build();
    }

    private static IHttpResponse answer(HttpResponse<byte[]> answered) {
        byte[] body = answered.body();
        if (body.length > MOST_BYTES) {
            throw new RefusedException("answered more than " + MOST_BYTES + " bytes");
        }
        // A 401 of Azure Arc is its challenge: a header names a file, and the answer is what stands in it.
        if (answered.statusCode() == 401
                && answered.headers().firstValue("www-authenticate").isPresent()) {
            return new Answer(401, answered.headers().map(), "");
        }
        if (answered.statusCode() != 200) {
            throw new RefusedException(
                    "answered " + answered.statusCode() + code(new String(body, StandardCharsets.UTF_8)));
        }
        return new Answer(200, JSON, TokenReply.cleaned(body));
    }

    private static String code(String text) {
        Matcher code = CODE.matcher(text);
        Matcher number = NUMBER.matcher(text);
        return (code.find() ? " " + code.group(1) : "") + (number.find() ? " " + number.group() : "");
    }

    record Answer(int statusCode, Map<String, List<String>> headers, String body) implements IHttpResponse {
        @Override
        public String toString() {
            return "Answer[" + statusCode + "]"; // its body is a token
        }
    }
}
