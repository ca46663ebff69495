package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.json.JsonOut;
import io.bailiwick.providers.translate.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a dialect calls the calls of tools. */
interface CallIds {

    CallIds AS_THEY_ARE = (id, out) -> out.value(id);

    void say(JsonValue id, JsonOut out);

    /** Nine letters and digits, as Mistral wants them: the id itself where it is so, else always the same nine made from it. */
    static CallIds ofNine() {
        Map<String, String> whose = new HashMap<>();
        return (value, out) -> {
            String id = value.text();
            String nine = Nine.IS.matcher(id).matches() ? id : Nine.of(id);
            String other = whose.putIfAbsent(nine, id);
            // Two ids in one body that make the same nine could not be told apart.
            value.onlyIf(other == null || other.equals(id));
            out.word(nine);
        };
    }

    /** The making of nine characters out of any text. */
    final class Nine {

        private static final Pattern IS = Pattern.compile("[a-zA-Z0-9]{9}");
        private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        private static final int CHARS = 9;

        private Nine() {}

        static String of(String id) {
            byte[] digest = sha256(id);
            StringBuilder nine = new StringBuilder(CHARS);
            for (int i = 0; i < CHARS; i++) {
                int pair = Byte.toUnsignedInt(digest[2 * i]) * 256 + Byte.toUnsignedInt(digest[2 * i + 1]);
                nine.append(LETTERS.charAt(pair % LETTERS.length()));
            }
            return nine.toString();
        }

        private static byte[] sha256(String text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
