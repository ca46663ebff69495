package io.bailiwick.providers;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a thread reads bodies with, one after the other: made once, and nothing of a body stays in it. */
final class BodyTools {

    private final JsonScanner scanner;
    private final OpenKeys keys;
    private final MessageDigest sha256;

    private BodyTools(JsonLimits limits) {
        this.scanner = new JsonScanner(limits);
        this.keys = new OpenKeys(limits.keys());
        this.sha256 = sha256();
    }

    static ThreadLocal<BodyTools> ofEachThread(JsonLimits limits) {
        return ThreadLocal.withInitial(() -> new BodyTools(limits));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** At the beginning of {@code body}, which is held until {@link #putAway}. */
    BodyCursor cursorOver(byte[] body) {
        if (!keys.areAllClosed()) {
            throw new IllegalStateException("keys of the body before are still there");
        }
        return new BodyCursor(scanner.over(body, 0, body.length), body, keys);
    }

    void putAway() {
        scanner.letGo();
        keys.closeAll();
    }

    /** A digest of nothing yet. */
    MessageDigest digest() {
        sha256.reset();
        return sha256;
    }

    /** The value that begins at {@code from}, whatever comes after it; held until {@link #putAway}. */
    JsonTokens valueAt(byte[] body, int from) {
        return scanner.overValueAt(body, from);
    }
}
