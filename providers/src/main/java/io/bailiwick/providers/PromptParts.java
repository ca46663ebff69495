package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/** Where in a body the system prompts and the tools stand, and their fingerprint. */
final class PromptParts {

    static final String NONE = "none";

    private static final int DIGITS = 16;

    private final List<Integer> prompts = new ArrayList<>();
    private final List<Integer> tools = new ArrayList<>();

    void prompt(int valueAt) {
        prompts.add(valueAt);
    }

    void tools(int valueAt) {
        tools.add(valueAt);
    }

    /**
     * {@code fp-} and the first 16 hex digits of a SHA-256 over the tokens of the system prompts, then of the tools:
     * spaces between tokens and the spelling of escapes do not count, the order of keys does. {@code valueAt} reads the
     * value that begins at an offset.
     */
    String fingerprint(byte[] body, IntFunction<JsonTokens> valueAt) {
        if (prompts.isEmpty() && tools.isEmpty()) {
            return NONE;
        }
        MessageDigest all = sha256();
        boolean some = digest(all, 'P', prompts, body, valueAt);
        some |= digest(all, 'T', tools, body, valueAt);
        return some ? "fp-" + HexFormat.of().formatHex(all.digest()).substring(0, DIGITS) : NONE;
    }

    private static boolean digest(
            MessageDigest digest, char section, List<Integer> values, byte[] body, IntFunction<JsonTokens> valueAt) {
        boolean some = false;
        for (int at : values) {
            int end = endOfPlainString(body, at);
            if (end >= 0) {
                digest(digest, section, JsonToken.VALUE_STRING, body, at + 1, end);
                some = true;
                continue;
            }
            some |= digest(digest, section, valueAt.apply(at));
        }
        return some;
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

    private static void digest(MessageDigest digest, char section, JsonToken token, byte[] body, int from, int to) {
        digest.update((byte) section);
        digest.update((byte) token.id());
        digest.update((byte) token.id());
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, to - from));
        digest.update(body, from, to - from);
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
            digest.update((byte) token.id());
            if (token.isScalarValue() || token == JsonToken.FIELD_NAME) {
                byte[] text = in.text().getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text.length));
                digest.update(text);
            }
        } while (open > 0 && in.next() != null);
        return true;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
