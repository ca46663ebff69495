package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Images that TGI fetches because they stand as markdown in a text, {@code ![](https://…)}: where its model sees images, it
 * looks for them in all that the prompt was put together from, and one that began in one part of a text may end in the next.
 * A model's template decides what stands in the prompt and in which order, be it a role; of the tools it is their whole
 * JSON, keys and all.
 *
 * <p>Source: huggingface/text-generation-inference, {@code router/src/validation.rs}: {@code fetch_image},
 * {@code router/src/infer/chat_template.rs}: {@code apply}; read 2026-11-29.
 */
public final class MarkdownImages {

    /** The feature that an endpoint has to be allowed. */
    public static final String FEATURE = "remote_url";

    private static final String BEGINS = "![](http";

    private static final int WHOLE = 1 << (BEGINS.length() - 1);

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    /** How much of the beginning may have been said before any text: bit n for its first n + 1 letters. */
    private int begun;

    private MarkdownImages() {}

    /** Whether that server would fetch something for such a body, which was found to be JSON. */
    public static boolean fetched(Provider provider, byte[] body) {
        return provider == Provider.TGI && new MarkdownImages().inAnyOrder(body);
    }

    /** Looks again, as if behind everything that was seen, until nothing more has begun. */
    private boolean inAnyOrder(byte[] body) {
        int before;
        do {
            before = begun;
            if (in(body)) {
                return true;
            }
        } while (begun != before);
        return false;
    }

    private boolean in(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if ((token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) && ends(parser)) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a body that was read before", unreadable);
        }
    }

    /** Whether the beginning of an image ends in the current text, which may itself stand in the prompt or not. */
    private boolean ends(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int seen = begun;
        for (int at = from; at < from + parser.getTextLength(); at++) {
            seen = (seen << 1 | 1) & places(text[at]);
            if ((seen & WHOLE) != 0) {
                return true;
            }
        }
        begun |= seen;
        return false;
    }

    /** A bit for each place at which the letter stands in the beginning. */
    private static int places(char letter) {
        return switch (letter) {
            case '!' -> 1;
            case '[' -> 1 << 1;
            case ']' -> 1 << 2;
            case '(' -> 1 << 3;
            case 'h' -> 1 << 4;
            case 't' -> 1 << 5 | 1 << 6;
            case 'p' -> 1 << 7;
            default -> 0;
        };
    }
}
