package io.bailiwick.providers;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lists of tools of which there was nothing to tell but that there are tools, each known by its length and the SHA-256 of its
 * bytes: an application sends the same ones with every request. Of the list itself nothing is kept.
 */
final class KnownTools {

    /** One list's bytes, from bracket to bracket. */
    record Known(int length, byte[] sha256) {

        private boolean is(Known other) {
            return length == other.length && Arrays.equals(sha256, other.sha256);
        }
    }

    private static final int MOST = 32;
    /** So that nobody makes a digest of a body again and again who knows the lengths of many lists. */
    private static final int MOST_TRIES = 2;

    private final MessageDigest digest;
    private final @Nullable Known[] lists = new Known[MOST];
    private int oldest;

    KnownTools(MessageDigest digest) {
        this.digest = digest;
    }

    /** The list that begins there, if it is one of these. */
    @Nullable
    Known at(byte[] body, int from) {
        int tries = 0;
        for (Known known : lists) {
            if (known != null && mayEnd(body, from + known.length() - 1) && tries++ < MOST_TRIES) {
                if (of(body, from, from + known.length() - 1).is(known)) {
                    return known;
                }
            }
        }
        return null;
    }

    private static boolean mayEnd(byte[] body, int bracket) {
        return bracket < body.length && body[bracket] == ']';
    }

    /** That of the list from bracket to bracket, whether it is one of these or not. */
    Known of(byte[] body, int from, int bracket) {
        int length = bracket + 1 - from;
        digest.reset();
        digest.update(body, from, length);
        return new Known(length, digest.digest());
    }

    /** In the place of the oldest. */
    void keep(Known list) {
        lists[oldest] = list;
        oldest = (oldest + 1) % MOST;
    }
}
