package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.spine.Stamp;
import io.netty.handler.codec.http.HttpHeaders;

/** Writes a stamp into the headers that every response carries. */
final class StampHeaders {

    private StampHeaders() {}

    static void set(Stamp stamp, HttpHeaders headers) {
        headers.set("bailiwick-jurisdiction", stamp.jurisdiction());
        headers.set("bailiwick-region", stamp.region());
        headers.set("bailiwick-region-evidence", stamp.evidence().word());
        headers.set("bailiwick-model-version", plain(stamp.modelVersion()));
        headers.set("bailiwick-prompt-version", stamp.promptVersion());
        headers.set("bailiwick-endpoint", stamp.endpoint());
        headers.set("bailiwick-attempts", stamp.attempts());
        headers.set("bailiwick-trace-id", stamp.traceId());
    }

    /** The model's name is the upstream's text: nothing but visible ASCII goes into a header. */
    private static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
                return text.replaceAll("[^\\x21-\\x7e]", "?");
            }
        }
        return text;
    }
}
