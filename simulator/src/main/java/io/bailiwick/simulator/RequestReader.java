package io.bailiwick.simulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests by the letter of RFC 9112: what a lenient server would guess at is a violation here. */
final class RequestReader {
    private static final int LINE_BYTES = 128 * 1024;
    private static final int HEADERS = 1_000;
    private static final long BODY_BYTES = 64L * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;
    private @Nullable Reception reception;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Waits for the first byte of a request; false when the peer closed between two requests. */
    boolean waits() throws IOException {
        return at < end || fill();
    }

    /** What was read ahead belongs to this reception, and all that follows until the next one begins. */
    void begin(Reception next) {
        reception = next;
        next.note(buffer, at, end - at);
    }

    RequestHead head() throws IOException {
        String line = line();
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !isToken(words[0]) || words[1].isEmpty()) {
            throw new ViolationException("not a request line: " + line);
        }
        if (!words[2].equals("HTTP/1.1")) {
            throw new ViolationException("not HTTP/1.1: " + words[2]);
        }
        List<Header> headers = new ArrayList<>();
        for (String field = line(); !field.isEmpty(); field = line()) {
            headers.add(header(field));
            if (headers.size() > HEADERS) {
                throw new ViolationException("too many headers");
            }
        }
        RequestHead head = new RequestHead(words[0], words[1], headers);
        if (reception != null) {
            reception.head(head, end - at);
        }
        if (head.all("host").size() != 1) {
            throw new ViolationException(head.all("host").size() + " host headers");
        }
        return head;
    }

    /** Reads the body; {@code pause} is told how much of it has come, before more is read. */
    void body(RequestHead head, BodyPause pause) throws IOException {
        List<String> lengths = head.all("content-length");
        List<String> codings = head.all("transfer-encoding");
        if (!lengths.isEmpty() && !codings.isEmpty()) {
            throw new ViolationException("both content-length and transfer-encoding");
        }
        if (!codings.isEmpty()) {
            if (!codings.equals(List.of("chunked"))) {
                throw new ViolationException("transfer-encoding " + codings);
            }
            chunks(pause);
        } else if (!lengths.isEmpty()) {
            if (lengths.size() > 1) {
                throw new ViolationException("content-length " + lengths);
            }
            octets(number(lengths.get(0), 10), 0, pause);
        }
        if (reception != null) {
            reception.complete(end - at);
        }
    }

    /** Notes whatever still comes, without making anything of it. */
    void drain() throws IOException {
        do {
            at = end;
        } while (fill());
    }

    private void chunks(BodyPause pause) throws IOException {
        long seen = 0;
        for (long size = number(line(), 16); size > 0; size = number(line(), 16)) {
            octets(size, seen, pause);
            seen += size;
            if (seen > BODY_BYTES) {
                throw new ViolationException("body too large");
            }
            if (!line().isEmpty()) {
                throw new ViolationException("chunk longer than its size");
            }
        }
        for (String trailer = line(); !trailer.isEmpty(); trailer = line()) {
            header(trailer);
        }
    }

    private void octets(long count, long before, BodyPause pause) throws IOException {
        long left = count;
        while (left > 0) {
            pause.at(before + count - left);
            if (at == end) {
                more();
            }
            int taken = (int) Math.min(left, end - at);
            if (reception != null) {
                reception.body(buffer, at, taken);
            }
            at += taken;
            left -= taken;
        }
    }

    private static long number(String digits, int radix) throws ViolationException {
        if (digits.isEmpty()
                || digits.length() > 15
                || !digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0)) {
            throw new ViolationException("not a length: " + digits);
        }
        long value = Long.parseLong(digits, radix);
        if (value > BODY_BYTES) {
            throw new ViolationException("body too large");
        }
        return value;
    }

    private static Header header(String line) throws ViolationException {
        int colon = line.indexOf(':');
        if (colon <= 0 || !isToken(line.substring(0, colon))) {
            throw new ViolationException("not a header: " + line);
        }
        return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = octet(); octet != '\r'; octet = octet()) {
            if (octet == '\n' || octet == 0) {
                throw new ViolationException("bare line feed or NUL");
            }
            line.write(octet);
            if (line.size() > LINE_BYTES) {
                throw new ViolationException("line too long");
            }
        }
        if (octet() != '\n') {
            throw new ViolationException("bare carriage return");
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private int octet() throws IOException {
        if (at == end) {
            more();
        }
        return buffer[at++] & 0xff;
    }

    private void more() throws IOException {
        if (!fill()) {
            throw new EOFException("the peer stopped within a request");
        }
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer);
        at = 0;
        end = Math.max(0, count);
        if (reception != null && count > 0) {
            reception.note(buffer, 0, count);
        }
        return count > 0;
    }

    /** Forgets the request that is done, so that bytes of the next are not noted twice. */
    void done() {
        reception = null;
    }

    /** May hold the reader back before it takes more of a body. */
    interface BodyPause {
        BodyPause NONE = bodyBytes -> {};

        void at(long bodyBytes) throws IOException;
    }
}
