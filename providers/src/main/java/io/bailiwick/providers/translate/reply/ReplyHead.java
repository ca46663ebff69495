package io.bailiwick.providers.translate.reply;

import org.jspecify.annotations.Nullable;

/** What a reply says of itself before it answers; {@code createdSeconds} counts from 1970. */
record ReplyHead(
        String id,
        String model,
        long createdSeconds,
        @Nullable String fingerprint) {

    /** The endpoint's own id in the client's dialect, whose ids begin with {@code prefix}. */
    String idIn(String prefix) {
        return id.startsWith(prefix) ? id : prefix + id;
    }
}
