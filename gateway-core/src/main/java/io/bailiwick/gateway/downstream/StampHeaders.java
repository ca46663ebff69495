package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.gateway.wire.HeadBytes;
import io.netty.util.AsciiString;

/** Writes a stamp into the headers that every response carries. */
final class StampHeaders {

    private static final AsciiString JURISDICTION = AsciiString.cached("bailiwick-jurisdiction");
    private static final AsciiString REGION = AsciiString.cached("bailiwick-region");
    private static final AsciiString EVIDENCE = AsciiString.cached("bailiwick-region-evidence");
    private static final AsciiString MODEL_VERSION = AsciiString.cached("bailiwick-model-version");
    private static final AsciiString PROMPT_VERSION = AsciiString.cached("bailiwick-prompt-version");
    private static final AsciiString ENDPOINT = AsciiString.cached("bailiwick-endpoint");
    private static final AsciiString ATTEMPTS = AsciiString.cached("bailiwick-attempts");
    private static final AsciiString TRACE_ID = AsciiString.cached("bailiwick-trace-id");

    private StampHeaders() {}

    static void add(Stamp stamp, HeadBytes head) {
        head.header(JURISDICTION, stamp.jurisdiction());
        head.header(REGION, stamp.region());
        head.header(EVIDENCE, stamp.evidence().word());
        head.header(MODEL_VERSION, plain(stamp.modelVersion()));
        head.header(PROMPT_VERSION, stamp.promptVersion());
        head.header(ENDPOINT, stamp.endpoint());
        head.header(ATTEMPTS, String.valueOf(stamp.attempts()));
        head.header(TRACE_ID, stamp.traceId());
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
