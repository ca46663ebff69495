package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Makes fingerprints of system prompts and tools: {@code fp-} and the first 16 hex digits of a SHA-256 over the tokens of the
 * prompts, then of the tools. Spaces between tokens and the spelling of escapes do not count, the order of keys does.
 */
final class Fingerprints {

    static final String NONE = "none";

    private static final byte[] PREFIX = "fp-".getBytes(StandardCharsets.US_ASCII);
    private static final int SHOWN_BYTES = 8;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_KNOWN = 256;

    private final MessageDigest digest;
    /** By the digest of how prompts and tools are written: an application writes them alike, and tools have many tokens. */
    private final Map<String, String> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    Fingerprints(MessageDigest digest) {
        this.digest = digest;
    }

    /** {@code valueAt} reads the value of {@code body} that begins at an offset. */
    String of(PromptParts parts, byte[] body, IntFunction<JsonTokens> valueAt) {
        KnownTools.Known tools = parts.list();
        if (tools == null) {
            return read(parts, body, valueAt);
        }
        String written = written(parts, tools, body, valueAt);
        String before = known.get(written);
        if (before != null) {
            return before;
        }
        String now = read(parts, body, valueAt);
        known.put(written, now);
        return now;
    }

    private String written(PromptParts parts, KnownTools.Known tools, byte[] body, IntFunction<JsonTokens> valueAt) {
        digest.reset();
        for (int i = 0; i < parts.prompts(); i++) {
            int from = parts.promptAt(i);
            JsonTokens prompt = valueAt.apply(from);
            prompt.next();
            prompt.skip();
            digest.update((byte) 'P'); // two numbers are not one
            digest.update(body, from, prompt.end() - from);
        }
        digest.update(tools.sha256());
        return new String(digest.digest(), StandardCharsets.ISO_8859_1);
    }

    private String read(PromptParts parts, byte[] body, IntFunction<JsonTokens> valueAt) {
        digest.reset();
        boolean some = false;
        for (int i = 0; i < parts.prompts(); i++) {
            some |= add('P', parts.promptAt(i), body, valueAt);
        }
        if (parts.hasTools()) {
            some |= add('T', parts.toolsAt(), body, valueAt);
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

    private boolean add(char section, int at, byte[] body, IntFunction<JsonTokens> valueAt) {
        int end = endOfPlainString(body, at);
        if (end < 0) {
            return add(section, valueAt.apply(at));
        }
        begin(section, JsonToken.VALUE_STRING);
        text(JsonToken.VALUE_STRING, body, at + 1, end);
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
    private boolean add(char section, JsonTokens in) {
        JsonToken first = Objects.requireNonNull(in.next());
        boolean array = first == JsonToken.START_ARRAY;
        if (first == JsonToken.VALUE_NULL || (array && in.next() == JsonToken.END_ARRAY)) {
            return false;
        }
        begin(section, first);
        int open = array ? 1 : 0;
        do {
            JsonToken token = in.token();
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token.isScalarValue() || token == JsonToken.FIELD_NAME) {
                byte[] text = in.text().getBytes(StandardCharsets.UTF_8);
                text(token, text, 0, text.length);
            } else {
                digest.update((byte) token.id());
            }
        } while (open > 0 && in.next() != null);
        return true;
    }

    private void begin(char section, JsonToken first) {
        digest.update((byte) section);
        digest.update((byte) first.id());
    }

    private void text(JsonToken token, byte[] bytes, int from, int to) {
        int length = to - from;
        byte[] head = {
            (byte) token.id(), (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        };
        digest.update(head);
        digest.update(bytes, from, length);
    }
}
