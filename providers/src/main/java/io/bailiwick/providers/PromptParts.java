package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;

/** Where in a body the system prompts and the tools stand, and their fingerprint. */
final class PromptParts {

    static final String NONE = "none";

    private static final int NOWHERE = -1;
    private static final int[] NO_PROMPTS = {};
    private static final byte[] PREFIX = "fp-".getBytes(StandardCharsets.US_ASCII);
    private static final int SHOWN_BYTES = 8;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private int[] prompts = NO_PROMPTS;
    private int count;
    private int tools = NOWHERE;

    void prompt(int valueAt) {
        if (count == prompts.length) {
            prompts = Arrays.copyOf(prompts, 2 * count + 1);
        }
        prompts[count++] = valueAt;
    }

    void tools(int valueAt) {
        tools = valueAt;
    }

    /**
     * {@code fp-} and the first 16 hex digits of a SHA-256 over the tokens of the system prompts, then of the tools:
     * spaces between tokens and the spelling of escapes do not count, the order of keys does. {@code digest} is one of
     * nothing yet, {@code valueAt} reads the value that begins at an offset.
     */
    String fingerprint(MessageDigest digest, byte[] body, IntFunction<JsonTokens> valueAt) {
        boolean some = false;
        for (int i = 0; i < count; i++) {
            some |= digest(digest, 'P', prompts[i], body, valueAt);
        }
        if (tools != NOWHERE) {
            some |= digest(digest, 'T', tools, body, valueAt);
        }
        return some ? named(digest.digest()) : NONE;
    }

    private static String named(byte[] digest) {
        byte[] name = Arrays.copyOf(PREFIX, PREFIX.length + 2 * SHOWN_BYTES);
        for (int i = 0; i < SHOWN_BYTES; i++) {
            name[PREFIX.length + 2 * i] = HEX[(digest[i] >> 4) & 0xF];
            name[PREFIX.length + 2 * i + 1] = HEX[digest[i] & 0xF];
        }
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static boolean digest(
            MessageDigest digest, char section, int at, byte[] body, IntFunction<JsonTokens> valueAt) {
        int end = endOfPlainString(body, at);
        if (end < 0) {
            return digest(digest, section, valueAt.apply(at));
        }
        begin(digest, section, JsonToken.VALUE_STRING);
        text(digest, JsonToken.VALUE_STRING, body, at + 1, end);
        return true;
    }

    /** Where the string that begins there ends, if its bytes are its text; else -1. */
    private static int endOfPlainString(byte[] body, int at) {
        if (body[at] != '"') {
            return -1;
        }
        int end = StringScan.plainEnd(body, at + 1, body.length);
        while (body[end] < 0) {
            end = StringScan.plainEnd(body, end + 1, body.length); // the reader has found it well before
        }
        return body[end] == '"' ? end : -1;
    }

    /** Takes the first value, unless it is null or an empty array. */
    private static boolean digest(MessageDigest digest, char section, JsonTokens in) {
        JsonToken first = Objects.requireNonNull(in.next());
        boolean array = first == JsonToken.START_ARRAY;
        if (first == JsonToken.VALUE_NULL || (array && in.next() == JsonToken.END_ARRAY)) {
            return false;
        }
        begin(digest, section, first);
        int open = array ? 1 : 0;
        do {
            JsonToken token = in.token();
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token.isScalarValue() || token == JsonToken.FIELD_NAME) {
                byte[] text = in.text().getBytes(StandardCharsets.UTF_8);
                text(digest, token, text, 0, text.length);
            } else {
                digest.update((byte) token.id());
            }
        } while (open > 0 && in.next() != null);
        return true;
    }

    private static void begin(MessageDigest digest, char section, JsonToken first) {
        digest.update((byte) section);
        digest.update((byte) first.id());
    }

    private static void text(MessageDigest digest, JsonToken token, byte[] bytes, int from, int to) {
        int length = to - from;
        byte[] head = {
            (byte) token.id(), (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        };
        digest.update(head);
        digest.update(bytes, from, length);
    }
}
