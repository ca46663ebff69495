package io.bailiwick.providers.translate.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A body that has been read once, so that its JSON is known to be whole; borrows its bytes. */
public final class JsonBody {

    private final byte[] bytes;
    private final JsonFactory factory;

    public JsonBody(byte[] bytes, JsonFactory factory) {
        this.bytes = bytes;
        this.factory = factory;
    }

    /** Walks the members of the body itself. */
    public JsonWalk walk() {
        return new JsonWalk(this, parser(0, bytes.length));
    }

    /** The path of the value that begins at {@code at}: names of keys and places in lists, never a value. */
    public String pathTo(int at) {
        try (JsonParser parser = parser(0, bytes.length)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.FIELD_NAME
                        && parser.currentTokenLocation().getByteOffset() == at) {
                    return JsonPath.of(parser.getParsingContext(), token.isStructStart());
                }
            }
        } catch (IOException e) {
            throw impossible(e);
        }
        return JsonPath.WHOLE;
    }

    /** Whether {@code text} is one JSON object and nothing else. */
    public boolean isObject(String text) {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    JsonParser parser(int start, int end) {
        try {
            return factory.createParser(bytes, start, end - start);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    /** The text of the string whose quotes stand at {@code start} and before {@code end}. */
    String text(int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\\') {
                return unescaped(start, end);
            }
        }
        return new String(bytes, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }

    /** The first characters of the string at {@code start}, which reach to {@code end}. */
    String beginning(int start, int end) {
        String raw = new String(bytes, start + 1, end - start - 1, StandardCharsets.UTF_8);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        try (JsonParser parser = factory.createParser('"' + raw + '"')) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    /** Where character {@code index} of the string between {@code start} and {@code end} begins; ASCII is all that is looked for. */
    int offsetOf(int start, int end, int index) {
        int at = start + 1;
        for (int i = 0; i < index && at < end - 1; i++) {
            at += bytes[at] != '\\' ? 1 : bytes[at + 1] == 'u' ? 6 : 2;
        }
        return at;
    }

    private String unescaped(int start, int end) {
        try (JsonParser parser = parser(start, end)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    /** The reader of the request has parsed these bytes before, within the same limits. */
    static UncheckedIOException impossible(IOException e) {
        return new UncheckedIOException(e);
    }
}
