package io.bailiwick.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key file: a {@code sha256:…} in each line, if need be with {@code expires=} and a time; {@code #} begins a comment. */
public final class KeyLines {

    /** More than ten thousand keys; whoever may write such a file must not fill this process' memory with it. */
    static final int MOST_BYTES = 1 << 20;

    private static final String EXPIRES = "expires=";

    private final Map<KeyDigest, Instant> ends;

    private KeyLines(Map<KeyDigest, Instant> ends) {
        this.ends = Map.copyOf(ends);
    }

    /** As {@link #read}; throws as well for what is no regular file, or has more than {@link #MOST_BYTES}. */
    public static KeyLines in(Path file) throws IOException, UnreadableException {
        return read(WholeFile.read(file, MOST_BYTES));
    }

    /** Says which line is wrong and never what stands in it, which may be a key in clear. */
    static KeyLines read(byte[] bytes) throws UnreadableException {
        Map<KeyDigest, Instant> ends = new HashMap<>();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\r?\n", -1)) {
            number++;
            int comment = line.indexOf('#');
            String text = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!text.isEmpty()) {
                line(text.split("[ \t]+", -1), number, ends);
            }
        }
        return new KeyLines(ends);
    }

    private static void line(String[] words, int number, Map<KeyDigest, Instant> ends) throws UnreadableException {
        KeyDigest key = KeyDigest.parse(words[0]);
        Instant end = words.length == 1 ? Instant.MAX : words.length == 2 ? end(words[1]) : null;
        if (key == null || end == null) {
            throw new UnreadableException("line " + number
                    + " is no key (expected: sha256: and 64 lower-case hex digits, then nothing or expires= and a time"
                    + " such as 2027-01-31T00:00:00Z)");
        }
        if (ends.put(key, end) != null) {
            throw new UnreadableException("line " + number + " repeats a key (expected: each key once)");
        }
    }

    private static @Nullable Instant end(String word) {
        try {
            return word.startsWith(EXPIRES)
                    ? OffsetDateTime.parse(word.substring(EXPIRES.length())).toInstant()
                    : null;
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    public Set<KeyDigest> keys() {
        return ends.keySet();
    }

    boolean holds(KeyDigest key, Instant now) {
        return now.isBefore(ends.getOrDefault(key, Instant.MIN));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyLines lines && ends.equals(lines.ends);
    }

    @Override
    public int hashCode() {
        return ends.hashCode();
    }
}
