package io.bailiwick.providers;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.IdentityHashMap;

/**
 * What a thread reads bodies with, one after the other: made once. Of a body stay {@link ReadBefore} and digests of how prompts
 * and tools were written, in which nothing can be read that is its own.
 */
final class BodyTools {

    private final JsonScanner scanner;
    private final OpenKeys keys;
    private final IdentityHashMap<ApiGate, ReadBefore> before = new IdentityHashMap<>();
    private final Fingerprints fingerprints;
    private final MessageDigest sha256;

    private BodyTools(JsonLimits limits) {
        this.scanner = new JsonScanner(limits);
        this.keys = new OpenKeys(limits.keys());
        this.sha256 = sha256();
        this.fingerprints = new Fingerprints(sha256);
    }

    static ThreadLocal<BodyTools> ofEachThread(JsonLimits limits) {
        return ThreadLocal.withInitial(() -> new BodyTools(limits));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** At the beginning of {@code body}, which is held until {@link #putAway}. */
    BodyCursor cursorOver(byte[] body, ApiGate gate) {
        if (keys.size() > 0) {
            throw new IllegalStateException("keys of the body before are still there");
        }
        return new BodyCursor(
                scanner.over(body, 0, body.length),
                body,
                keys,
                before.computeIfAbsent(gate, any -> new ReadBefore(sha256)));
    }

    void putAway() {
        scanner.letGo();
        keys.closeAll();
    }

    /** The value that begins at {@code from}, whatever comes after it; held until {@link #putAway}. */
    JsonTokens valueAt(byte[] body, int from) {
        return scanner.overValueAt(body, from);
    }

    String fingerprint(PromptParts prompts, byte[] body) {
        return fingerprints.of(prompts, body, at -> valueAt(body, at));
    }
}
