package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request as it reached the provider, whole or not: the bytes on the wire and what they mean. */
public final class Received {
    private final int connection;
    private final byte[] raw;
    private final int headBytes;
    private final byte[] body;
    private final RequestHead head;
    private final boolean complete;
    private final Outcome outcome;
    private final @Nullable String violation;
    private final Peer peer;

    Received(
            int connection,
            byte[] raw,
            int headBytes,
            byte[] body,
            RequestHead head,
            boolean complete,
            Outcome outcome,
            @Nullable String violation,
            Peer peer) {
        this.connection = connection;
        this.raw = raw;
        this.headBytes = headBytes;
        this.body = body;
        this.head = head;
        this.complete = complete;
        this.outcome = outcome;
        this.violation = violation;
        this.peer = peer;
    }

    /** The number of the connection that carried it, counted from 1. */
    public int connection() {
        return connection;
    }

    /** Every byte of the request in the order of arrival, after TLS. */
    public byte[] raw() {
        return raw.clone();
    }

    /** The head with its blank line, or all that came of it. */
    public byte[] rawHead() {
        return Arrays.copyOf(raw, headBytes);
    }

    /** The body with its framing. */
    public byte[] rawBody() {
        return Arrays.copyOfRange(raw, headBytes, raw.length);
    }

    /** The body without its framing. */
    public byte[] bodyBytes() {
        return body.clone();
    }

    /** The body without its framing, as UTF-8 text. */
    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonNode json() {
        return Json.parse(body());
    }

    /** Empty while the request line is not there or not one. */
    public String method() {
        return head.method();
    }

    /** The request target as sent, with its query. */
    public String target() {
        return head.target();
    }

    /** The request target without its query. */
    public String path() {
        return head.path();
    }

    public List<Header> headers() {
        return head.headers();
    }

    /** The values of every header of that name, whatever its case. */
    public List<String> headers(String name) {
        return head.all(name);
    }

    /** The first value of that header. */
    public @Nullable String header(String name) {
        return head.first(name);
    }

    /** Whether it arrived to its last byte. */
    public boolean complete() {
        return complete;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Why these bytes are not a request by the letter of RFC 9112; null if they are, as far as they came. */
    public @Nullable String violation() {
        return violation;
    }

    /** The server name that the TLS client asked for. */
    public @Nullable String serverName() {
        return peer.serverName();
    }

    /** The subject of the TLS client's certificate. */
    public @Nullable String clientSubject() {
        return peer.clientSubject();
    }

    /** Whether that text is among its bytes, on the wire or without the framing. */
    public boolean contains(String text) {
        return new String(raw, StandardCharsets.UTF_8).contains(text) || body().contains(text);
    }

    @Override
    public String toString() {
        return method() + " " + target() + " (connection " + connection + ", " + raw.length + " bytes, "
                + (complete ? "complete" : "incomplete") + ", " + outcome
                + (violation == null ? "" : ", " + violation) + ")";
    }
}
