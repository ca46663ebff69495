package io.bailiwick.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A value that proves who we are; never printed, never equal to anything but by {@link #matches}. */
public final class Secret {

    private final byte[] utf8;

    private Secret(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Throws {@link IllegalArgumentException} for a text with a {@link #flaw}. */
    public static Secret of(String text) {
        String flaw = flaw(text);
        if (flaw != null) {
            throw new IllegalArgumentException("a secret that " + flaw);
        }
        return new Secret(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Why no header could carry {@code text}; null where one can. */
    public static @Nullable String flaw(String text) {
        if (text.isEmpty()) {
            return "is empty";
        }
        return text.chars().allMatch(each -> each > ' ' && each < 0x7f)
                ? null
                : "holds a space, a control character or a character beyond ASCII";
    }

    /** Takes as long for a near miss as for a far one. */
    public boolean matches(byte[] presented) {
        return MessageDigest.isEqual(utf8, presented);
    }

    /** The value itself, for the one header that carries it. */
    public String reveal() {
        return new String(utf8, StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "Secret[withheld]";
    }
}
