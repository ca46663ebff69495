package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.IntFunction;

/** Where in a body the system prompts and the tools stand, and their fingerprint. */
final class PromptParts {

    static final String NONE = "none";

    private static final int NOWHERE = -1;
    private static final int[] NO_PROMPTS = {};
    private static final HexFormat HEX = HexFormat.of();

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
        return some ? "fp-" + HEX.toHexDigits(ByteBuffer.wrap(digest.digest()).getLong()) : NONE;
    }

    private static boolean digest(
            MessageDigest digest, char section, int at, byte[] body, IntFunction<JsonTokens> valueAt) {
        int end = endOfPlainString(body, at);
        if (end < 0) {
            return digest(digest, section, valueAt.apply(at));
        }
        digest.update((byte) section);
        digest.update((byte) JsonToken.VALUE_STRING.id());
        token(digest, JsonToken.VALUE_STRING);
        length(digest, end - at - 1);
        digest.update(body, at + 1, end - at - 1);
        return true;
    }

    /** Where the string that begins there ends, if its bytes are its text; else -1. */
    private static int endOfPlainString(byte[] body, int at) {
        if (body[at] != '"') {
            return -1;
        }
        int end = at + 1;
        while (body[end] != '"' && body[end] != '\\') {
            end++; // the reader has found its end before
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
        digest.update((byte) section);
        digest.update((byte) first.id());
        int open = array ? 1 : 0;
        do {
            JsonToken token = in.token();
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            token(digest, token);
            if (token.isScalarValue() || token == JsonToken.FIELD_NAME) {
                byte[] text = in.text().getBytes(StandardCharsets.UTF_8);
                length(digest, text.length);
                digest.update(text);
            }
        } while (open > 0 && in.next() != null);
        return true;
    }

    private static void token(MessageDigest digest, JsonToken token) {
        digest.update((byte) token.id());
    }

    private static void length(MessageDigest digest, int bytes) {
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            digest.update((byte) (bytes >>> shift));
        }
    }
}
