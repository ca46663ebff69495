package io.bailiwick.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole reply before it is delivered.
 *
 * @param parts one for a unary reply, one per event for a stream
 * @param thinking how long a unary reply takes before its head
 */
record Reply(
        Api api,
        int status,
        List<Header> headers,
        List<Part> parts,
        boolean streamed,
        Latency latency,
        Duration thinking) {

    Reply {
        headers = List.copyOf(headers);
        parts = List.copyOf(parts);
    }

    static Reply json(Api api, int status, String body) {
        return new Reply(
                api,
                status,
                List.of(new Header("content-type", "application/json")),
                List.of(new Part(body, false)),
                false,
                Latency.NONE,
                Duration.ZERO);
    }

    static Reply events(Api api, List<Part> events) {
        return new Reply(
                api,
                200,
                List.of(
                        new Header("content-type", "text/event-stream; charset=utf-8"),
                        new Header("cache-control", "no-cache")),
                events,
                true,
                Latency.NONE,
                Duration.ZERO);
    }

    Reply paced(Latency pace, int tokens) {
        return new Reply(api, status, headers, parts, streamed, pace, streamed ? Duration.ZERO : pace.whole(tokens));
    }

    Reply with(List<Header> more) {
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return new Reply(api, status, all, parts, streamed, latency, thinking);
    }

    /** Replaces every header of that name. */
    Reply with(Header header) {
        return without(header.name()).with(List.of(header));
    }

    Reply without(String header) {
        return new Reply(
                api, status, headers.stream().filter(h -> !h.is(header)).toList(), parts, streamed, latency, thinking);
    }

    Reply withParts(List<Part> other) {
        return new Reply(api, status, headers, other, streamed, latency, thinking);
    }

    byte[] body() {
        StringBuilder all = new StringBuilder();
        parts.forEach(part -> all.append(part.text()));
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The head as it goes out, with the framing of this body unless another one is given. */
    String head() {
        return head(streamed ? "transfer-encoding: chunked" : "content-length: " + body().length);
    }

    String head(String framing) {
        StringBuilder head = new StringBuilder();
        head.append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason(status))
                .append("\r\n");
        headers.forEach(
                h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        if (!framing.isEmpty()) {
            head.append(framing).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Payload Too Large";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 529 -> "Overloaded";
            default -> "Status";
        };
    }
}
