package io.bailiwick.e2e;

import io.bailiwick.testkit.RawClient;
import java.util.List;

/**
 * One request that two parsers could read in two ways, as it goes on the wire.
 *
 * @param octets up to the point where a reader that accepts it would look for the next request
 * @param code the refusal that it meets
 */
record Smuggled(String name, String octets, int status, String code) {

    static final String BODY = Running.chatBody("hello");

    private static final String SOUND = "host: localhost\r\nauthorization: Bearer " + Running.EU_KEY + "\r\n";
    private static final String LENGTH = "content-length: " + BODY.length() + "\r\n";
    private static final String CHUNKED = "transfer-encoding: chunked\r\n";

    private static Smuggled malformed(String name, String octets) {
        return new Smuggled(name, octets, 400, "malformed_request");
    }

    private static String post(String line, String headers, String body) {
        return line + "\r\n" + headers + "\r\n" + body;
    }

    private static Smuggled headers(String name, String headers, String body) {
        return malformed(name, post("POST /v1/chat/completions HTTP/1.1", SOUND + headers, body));
    }

    private static Smuggled line(String line) {
        return malformed("request line " + line.trim(), post(line, SOUND + LENGTH, BODY));
    }

    private static Smuggled chunks(String name, String body) {
        return headers("chunked body: " + name, CHUNKED, body);
    }

    private static Smuggled method(String method, String headers, String body) {
        return malformed(
                method + " with " + headers.trim(), post(method + " /v1/models HTTP/1.1", SOUND + headers, body));
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    static final String ONE_CHUNK = chunk(BODY) + "0\r\n\r\n";

    /** Bodies whose length two readers could take differently. */
    static List<Smuggled> framing() {
        return List.of(
                headers("length and chunks", LENGTH + CHUNKED, ONE_CHUNK),
                headers("chunks and length", CHUNKED + LENGTH, ONE_CHUNK),
                malformed(
                        "length and chunks in HTTP/1.0",
                        post("POST /v1/chat/completions HTTP/1.0", SOUND + LENGTH + CHUNKED, ONE_CHUNK)),
                malformed("chunks in HTTP/1.0", post("POST /v1/chat/completions HTTP/1.0", SOUND + CHUNKED, ONE_CHUNK)),
                headers("two equal lengths", LENGTH + LENGTH, BODY),
                headers("two lengths", LENGTH + "content-length: 5\r\n", BODY),
                headers("a list of lengths", "content-length: 5, 5\r\n", "12345"),
                headers("a signed length", "content-length: +5\r\n", "12345"),
                headers("a negative length", "content-length: -5\r\n", "12345"),
                headers("a hex length", "content-length: 0x5\r\n", "12345"),
                headers("an empty length", "content-length:\r\n", "12345"),
                headers("a length of two words", "content-length: 5 5\r\n", "12345"),
                headers("a length beyond numbers", "content-length: 99999999999999999999\r\n", "12345"),
                headers("another coding", "transfer-encoding: xchunked\r\n", ONE_CHUNK),
                headers("identity", "transfer-encoding: identity\r\n", ONE_CHUNK),
                headers("chunked, identity", "transfer-encoding: chunked, identity\r\n", ONE_CHUNK),
                headers("gzip, chunked", "transfer-encoding: gzip, chunked\r\n", ONE_CHUNK),
                headers("chunked, chunked", "transfer-encoding: chunked, chunked\r\n", ONE_CHUNK),
                headers("chunked with a parameter", "transfer-encoding: chunked;q=1\r\n", ONE_CHUNK),
                headers("a quoted coding", "transfer-encoding: \"chunked\"\r\n", ONE_CHUNK),
                headers("two codings", CHUNKED + CHUNKED, ONE_CHUNK),
                headers("a vertical tab before chunked", "transfer-encoding: \u000bchunked\r\n", ONE_CHUNK),
                headers("a blank before the colon", "transfer-encoding : chunked\r\n", ONE_CHUNK),
                headers("a folded coding", "transfer-encoding:\r\n chunked\r\n", ONE_CHUNK),
                headers("a length behind a blank", LENGTH + " content-length: 5\r\n", BODY),
                method("GET", LENGTH, BODY),
                method("GET", CHUNKED, ONE_CHUNK),
                method("HEAD", "content-length: 5\r\n", "12345"),
                method("DELETE", LENGTH, BODY),
                method("PUT", CHUNKED, ONE_CHUNK),
                method("OPTIONS", LENGTH, BODY),
                method("TRACE", LENGTH, BODY));
    }

    /** Bodies that begin well. */
    static List<Smuggled> bodies() {
        return List.of(
                chunks("no size", "\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunks("a size that is no number", "zz\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunks("a negative size", "-5\r\nhello\r\n0\r\n\r\n"),
                chunks("a signed size", "+5\r\nhello\r\n0\r\n\r\n"),
                chunks("a size with 0x", "0x5\r\nhello\r\n0\r\n\r\n"),
                chunks("a size of two words", "5 5\r\nhello\r\n0\r\n\r\n"),
                chunks("a size beyond int", "100000005\r\nhello\r\n0\r\n\r\n"),
                chunks("a size beyond long", "fffffffffffffffff5\r\nhello\r\n0\r\n\r\n"),
                chunks("a line feed in an extension", "5;a\nb\r\nhello\r\n0\r\n\r\n"),
                chunks("a line end in a quoted extension", "5;a=\"\r\n\"\r\nhello\r\n0\r\n\r\n"),
                chunks("a line feed for a line end", "5\nhello\r\n0\r\n\r\n"),
                chunks("no line end behind the data", "5\r\nhelloXX\r\n0\r\n\r\n"),
                chunks("a line feed behind the data", "5\r\nhello\n0\r\n\r\n"),
                chunks("data behind a good chunk that is no chunk", chunk("hello") + "GET / HTTP/1.1\r\n\r\n"));
    }

    /** Heads that are not to the letter. */
    static List<Smuggled> heads() {
        return List.of(
                malformed(
                        "line feeds for line ends",
                        post("POST /v1/chat/completions HTTP/1.1", SOUND + LENGTH, BODY)
                                .replace("\r\n", "\n")),
                headers("one line feed for a line end", "x-a: b\n" + LENGTH, BODY),
                headers("a carriage return in a value", "x-a: b\rc\r\n" + LENGTH, BODY),
                headers("a zero byte in a value", "x-a: b\0c\r\n" + LENGTH, BODY),
                headers("a zero byte in a name", "x\0a: b\r\n" + LENGTH, BODY),
                headers("a blank in a name", "x a: b\r\n" + LENGTH, BODY),
                headers("a parenthesis in a name", "x(a: b\r\n" + LENGTH, BODY),
                headers("an empty name", ": b\r\n" + LENGTH, BODY),
                headers("a line without a colon", "x-a\r\n" + LENGTH, BODY),
                headers("an underscore in a name", "bailiwick_jurisdiction: us\r\n" + LENGTH, BODY),
                headers("a folded line", "x-a: b\r\n c\r\n" + LENGTH, BODY),
                headers("a line folded with a tab", "x-a: b\r\n\tc\r\n" + LENGTH, BODY),
                headers("a line folded to nothing", "x-a: b\r\n \r\n" + LENGTH, BODY),
                malformed(
                        "a blank before the first header",
                        post("POST /v1/chat/completions HTTP/1.1", " x-a: b\r\n" + SOUND + LENGTH, BODY)),
                malformed(
                        "a fold behind empty lines",
                        "\r\n\r\n\r\n"
                                + post(
                                        "POST /v1/chat/completions HTTP/1.1",
                                        SOUND + "x-a: b\r\n c\r\n" + LENGTH,
                                        BODY)),
                malformed("a zero byte first", "\0" + post("POST /v1/chat/completions HTTP/1.1", SOUND + LENGTH, BODY)),
                malformed(
                        "control bytes first",
                        "\u0001\u0002" + post("POST /v1/chat/completions HTTP/1.1", SOUND + LENGTH, BODY)),
                malformed(
                        "no host",
                        post(
                                "POST /v1/chat/completions HTTP/1.1",
                                "x-api-key: " + Running.EU_KEY + "\r\n" + LENGTH,
                                BODY)),
                headers("two hosts", "host: elsewhere\r\n" + LENGTH, BODY),
                headers("two equal hosts", "host: localhost\r\n" + LENGTH, BODY),
                headers("two credentials", "authorization: Bearer " + Running.DE_KEY + "\r\n" + LENGTH, BODY),
                headers(
                        "two jurisdictions",
                        "bailiwick-jurisdiction: eu\r\nbailiwick-jurisdiction: de\r\n" + LENGTH,
                        BODY),
                headers("an upgrade to whatever", "connection: upgrade\r\nupgrade: h2c, websocket\r\n" + LENGTH, BODY),
                method("GET", "connection: upgrade\r\nupgrade: websocket\r\n", ""),
                headers("another expectation", "expect: 200-ok\r\n" + LENGTH, BODY),
                headers("two expectations", "expect: 100-continue\r\nexpect: 100-continue\r\n" + LENGTH, BODY),
                headers("a list of expectations", "expect: 100-continue, x\r\n" + LENGTH, BODY),
                malformed(
                        "an expectation in HTTP/1.0",
                        post("POST /v1/chat/completions HTTP/1.0", SOUND + "expect: 100-continue\r\n" + LENGTH, BODY)));
    }

    /** Request lines that are not for this gateway. */
    static List<Smuggled> lines() {
        return List.of(
                line("POST http://elsewhere/v1/chat/completions HTTP/1.1"),
                line("POST https://localhost/v1/chat/completions HTTP/1.1"),
                line("POST //elsewhere/v1/chat/completions HTTP/1.1"),
                line("POST elsewhere HTTP/1.1"),
                line("POST v1/chat/completions HTTP/1.1"),
                line("POST * HTTP/1.1"),
                line("POST /v1/chat/completions\u00ff HTTP/1.1"),
                line("POST /v1/chat/completions HTTP/2.0"),
                line("POST /v1/chat/completions HTTP/1.2"),
                line("POST /v1/chat/completions HTTP/3.0"),
                line("POST /v1/chat/completions HTTP/1.1x"),
                line("POST /v1/chat/completions http/1.1"),
                line("POST /v1/chat/completions XTTP/1.1"),
                line("POST /v1/chat/completions"),
                line("PO(ST /v1/chat/completions HTTP/1.1"),
                line("POST\t/v1/chat/completions\tHTTP/1.1"),
                line("POST  /v1/chat/completions  HTTP/1.1"),
                line(" POST /v1/chat/completions HTTP/1.1"),
                line("POST /v1/chat /completions HTTP/1.1"),
                malformed("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                malformed("CONNECT", "CONNECT localhost:443 HTTP/1.1\r\nhost: localhost:443\r\n\r\n"),
                malformed("CONNECT with a path", "CONNECT /v1/models HTTP/1.1\r\n" + SOUND + "\r\n"));
    }

    /** A sound request of another tenant, to be found behind this one. */
    static String behind(String canary) {
        return RawClient.request(
                "POST", "/v1/chat/completions", Running.chatBody(canary), "authorization", "Bearer " + Running.DE_KEY);
    }

    @Override
    public String toString() {
        return name;
    }
}
