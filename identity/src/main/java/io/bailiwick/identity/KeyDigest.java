package io.bailiwick.identity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a client key: all that a policy or this process ever holds of it. */
public final class KeyDigest {

    private static final String PREFIX = "sha256:";
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Never fed: each key is fed to a copy, for to look the algorithm up takes longer than a key does. */
    private static final MessageDigest UNFED = sha256();

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    private KeyDigest(byte[] sha256) {
        ByteBuffer octets = ByteBuffer.wrap(sha256);
        first = octets.getLong();
        second = octets.getLong();
        third = octets.getLong();
        fourth = octets.getLong();
    }

    /** As a policy writes it; null for any other form. */
    public static @Nullable KeyDigest parse(String text) {
        return FORM.matcher(text).matches()
                ? new KeyDigest(HexFormat.of().parseHex(text, PREFIX.length(), text.length()))
                : null;
    }

    /** Of the bytes that a client presents. */
    public static KeyDigest of(byte[] key) {
        return new KeyDigest(unfed().digest(key));
    }

    private static MessageDigest unfed() {
        try {
            return (MessageDigest) UNFED.clone();
        } catch (CloneNotSupportedException ofSomeProviders) {
            return sha256(); // one from a module of hardware cannot be copied
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Takes as long for a near miss as for a far one. */
    public boolean matches(KeyDigest other) {
        return ((first ^ other.first) | (second ^ other.second) | (third ^ other.third) | (fourth ^ other.fourth)) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyDigest digest && matches(digest);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first); // as evenly spread as any other part of it
    }

    /** The line of a policy. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return PREFIX
                + hex.toHexDigits(first)
                + hex.toHexDigits(second)
                + hex.toHexDigits(third)
                + hex.toHexDigits(fourth);
    }
}
