package io.bailiwick.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** A new key for a client: shown once, kept nowhere. */
public final class ClientKey {

    private static final int RANDOM_BYTES = 32;

    private final String text;

    private ClientKey(String text) {
        this.text = text;
    }

    /** {@code random} must be a {@link java.security.SecureRandom} wherever the key guards anything. */
    public static ClientKey generate(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new ClientKey("bw-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What the client sends. */
    public String reveal() {
        return text;
    }

    /** What the policy holds: {@code sha256:…}. */
    public KeyDigest digest() {
        return KeyDigest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ClientKey[" + digest() + "]";
    }
}
