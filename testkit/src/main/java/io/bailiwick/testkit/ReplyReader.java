package io.bailiwick.testkit;

import io.bailiwick.simulator.Header;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one reply by the letter of RFC 9112. */
final class ReplyReader {
    private final RawInput in;
    private final List<Header> headers = new ArrayList<>();
    private final List<Integer> interim = new ArrayList<>();
    private final List<String> chunks = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    ReplyReader(RawInput in) {
        this.in = in;
    }

    void head() throws IOException {
        for (oneHead(); status < 200 && status != 101; oneHead()) {
            interim.add(status);
        }
    }

    /** Reads the body of a reply to a request of that method. */
    BodyEnd body(String method) throws IOException {
        List<String> lengths = values("content-length");
        List<String> codings = values("transfer-encoding");
        if (!lengths.isEmpty() && !codings.isEmpty()) {
            throw new FramingError("both content-length and transfer-encoding");
        }
        if (lengths.size() > 1 || codings.size() > 1) {
            throw new FramingError("framed twice: " + headers);
        }
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return BodyEnd.NO_BODY;
        }
        try {
            return framed(lengths, codings);
        } catch (EOFException closed) {
            return BodyEnd.CUT_BY_CLOSE;
        } catch (SocketException reset) {
            return BodyEnd.CUT_BY_RESET;
        }
    }

    RawReply reply(BodyEnd end) {
        return new RawReply(status, headers, body.toString(StandardCharsets.UTF_8), chunks, end, interim);
    }

    /** The next chunk; null after the last one and its trailers. */
    @Nullable
    String chunk() throws IOException {
        long size = number(in.line(), 16);
        if (size == 0) {
            for (String trailer = in.line(); !trailer.isEmpty(); trailer = in.line()) {
                header(trailer);
            }
            return null;
        }
        int before = body.size();
        in.exactly(size, body);
        if (!in.line().isEmpty()) {
            throw new FramingError("a chunk is longer than its size");
        }
        byte[] all = body.toByteArray();
        return new String(all, before, all.length - before, StandardCharsets.UTF_8);
    }

    private BodyEnd framed(List<String> lengths, List<String> codings) throws IOException {
        if (!codings.isEmpty()) {
            if (!codings.get(0).equalsIgnoreCase("chunked")) {
                throw new FramingError("transfer-encoding " + codings);
            }
            for (String chunk = chunk(); chunk != null; chunk = chunk()) {
                chunks.add(chunk);
            }
            return BodyEnd.LAST_CHUNK;
        }
        if (!lengths.isEmpty()) {
            in.exactly(number(lengths.get(0), 10), body);
            return BodyEnd.LENGTH;
        }
        for (int octet = in.octet(); octet >= 0; octet = in.octet()) {
            body.write(octet);
        }
        return BodyEnd.CLOSE;
    }

    private void oneHead() throws IOException {
        headers.clear();
        String line = in.line();
        if (!line.matches("HTTP/1\\.1 [1-5]\\d\\d .*")) {
            throw new FramingError("not a status line: " + line);
        }
        status = Integer.parseInt(line.substring(9, 12));
        for (String field = in.line(); !field.isEmpty(); field = in.line()) {
            headers.add(header(field));
        }
    }

    private List<String> values(String name) {
        return headers.stream().filter(h -> h.is(name)).map(Header::value).toList();
    }

    private static Header header(String line) {
        if (!line.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*")) {
            throw new FramingError("not a header: " + line);
        }
        int colon = line.indexOf(':');
        return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private static long number(String digits, int radix) {
        if (!digits.matches(radix == 16 ? "[0-9a-fA-F]{1,15}" : "[0-9]{1,15}")) {
            throw new FramingError("not a length: " + digits);
        }
        return Long.parseLong(digits, radix);
    }
}
