package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.gateway.wire.HeadBytes;
import io.bailiwick.gateway.wire.HeadText;

/** Writes a stamp into the headers that every response carries. */
final class StampHeaders {

    private static final HeadText JURISDICTION = HeadText.name("bailiwick-jurisdiction");
    private static final HeadText REGION = HeadText.name("bailiwick-region");
    private static final HeadText EVIDENCE = HeadText.name("bailiwick-region-evidence");
    private static final HeadText MODEL_VERSION = HeadText.name("bailiwick-model-version");
    private static final HeadText PROMPT_VERSION = HeadText.name("bailiwick-prompt-version");
    private static final HeadText ENDPOINT = HeadText.name("bailiwick-endpoint");
    private static final HeadText ATTEMPTS = HeadText.name("bailiwick-attempts");
    private static final HeadText TRACE_ID = HeadText.name("bailiwick-trace-id");

    private StampHeaders() {}

    static void add(Stamp stamp, HeadBytes head) {
        head.header(JURISDICTION, stamp.jurisdiction());
        head.header(REGION, stamp.region());
        head.header(EVIDENCE, stamp.evidence().word());
        head.header(MODEL_VERSION, plain(stamp.modelVersion()));
        head.header(PROMPT_VERSION, stamp.promptVersion());
        head.header(ENDPOINT, stamp.endpoint());
        head.header(ATTEMPTS, stamp.attempts());
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
