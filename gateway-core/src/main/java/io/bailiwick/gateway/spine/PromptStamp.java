package io.bailiwick.gateway.spine;

import io.bailiwick.providers.InferenceRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which prompt a request runs: declared in the header, else by the body's own reference, else a fingerprint. */
final class PromptStamp {

    private static final Pattern DECLARED =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,63})/([A-Za-z0-9][A-Za-z0-9_.-]{0,63})");

    private PromptStamp() {}

    static void fromHead(Exchange exchange) {
        String declared = exchange.head.prompt();
        if (declared == null) {
            return;
        }
        Matcher form = DECLARED.matcher(declared);
        if (!form.matches()) {
            throw new RefusedException(Refusal.of(
                    RefusalCode.MALFORMED_REQUEST,
                    "header 'bailiwick-prompt' is not NAME/VERSION of letters, digits, '.', '_' and '-'",
                    "bailiwick-prompt"));
        }
        exchange.prompt(form.group(1), form.group(2));
    }

    static void fromBody(Exchange exchange, InferenceRequest asked) {
        if (exchange.head.prompt() != null) {
            return;
        }
        String name = asked.promptName();
        String version = asked.promptVersion();
        if (name != null
                && version != null
                && DECLARED.matcher(name + "/" + version).matches()) {
            exchange.prompt(name, version);
        } else {
            exchange.prompt(null, asked.promptFingerprint());
        }
    }
}
