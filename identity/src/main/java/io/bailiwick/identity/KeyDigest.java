package io.bailiwick.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a client key: all that a policy or this process ever holds of it. */
public final class KeyDigest {

    private static final String PREFIX = "sha256:";
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    private final byte[] sha256;

    private KeyDigest(byte[] sha256) {
        this.sha256 = sha256;
    }

    /** As a policy writes it; null for any other form. */
    public static @Nullable KeyDigest parse(String text) {
        return FORM.matcher(text).matches()
                ? new KeyDigest(HexFormat.of().parseHex(text, PREFIX.length(), text.length()))
                : null;
    }

    /** Of the bytes that a client presents. */
    public static KeyDigest of(byte[] key) {
        try {
            return new KeyDigest(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Takes as long for a near miss as for a far one. */
    public boolean matches(KeyDigest other) {
        return MessageDigest.isEqual(sha256, other.sha256);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyDigest digest && matches(digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    /** The line of a policy. */
    @Override
    public String toString() {
        return PREFIX + HexFormat.of().formatHex(sha256);
    }
}
