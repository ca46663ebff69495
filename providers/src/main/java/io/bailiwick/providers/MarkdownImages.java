package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Images that TGI fetches because they stand as markdown in a text, {@code ![](https://…)}: where its model sees images, it
 * looks for them in all that the prompt was put together from, and one that began in one part of a text may end in the next.
 *
 * <p>Source: huggingface/text-generation-inference, {@code router/src/validation.rs}: {@code fetch_image}; read 2026-11-29.
 */
public final class MarkdownImages {

    /** The feature that an endpoint has to be allowed. */
    public static final String FEATURE = "remote_url";

    private static final String BEGINS = "![](http";

    /** Words of the protocol, which stand between texts on the wire and not in a prompt. */
    private static final Set<String> NO_TEXT = Set.of("type", "role");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private int seen;

    private MarkdownImages() {}

    /** Whether that server would fetch something for such a body, which was found to be JSON. */
    public static boolean fetched(Provider provider, byte[] body) {
        return provider == Provider.TGI && new MarkdownImages().in(body);
    }

    private boolean in(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && !isNoText(parser.currentName()) && ends(parser)) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a body that was read before", unreadable);
        }
    }

    private static boolean isNoText(@Nullable String key) {
        return key != null && NO_TEXT.contains(key);
    }

    /** Whether the beginning of an image ends in the current text. */
    private boolean ends(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        for (int at = from; at < from + parser.getTextLength(); at++) {
            if (text[at] == BEGINS.charAt(seen)) {
                seen++;
            } else {
                seen = text[at] == BEGINS.charAt(0) ? 1 : 0; // the first letter stands in it only once
            }
            if (seen == BEGINS.length()) {
                return true;
            }
        }
        return false;
    }
}
