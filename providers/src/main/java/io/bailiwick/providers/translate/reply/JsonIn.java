package io.bailiwick.providers.translate.reply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.bailiwick.providers.UnreadableException;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object; whatever is wrong with it leaves as an {@link UnreadableException} that repeats none of it. */
final class JsonIn {

    private static final int KEY_CHARS = 40;
    private static final long MOST = 1L << 53;

    private final JsonParser parser;

    private JsonIn(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads the object that {@code bytes} are; {@code members} is told each key while the parser stands at its value. */
    static void read(JsonFactory factory, byte[] bytes, int length, Members members) {
        try (JsonParser parser = factory.createParser(bytes, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableException("the reply is no JSON object", null);
            }
            JsonIn in = new JsonIn(parser);
            in.object(key -> members.member(in, key));
            if (parser.nextToken() != null) {
                throw new UnreadableException("something follows the reply's JSON object", null);
            }
        } catch (IOException e) {
            throw new UnreadableException("the reply is not JSON, or over a limit of it", null);
        }
    }

    /** The object that {@code bytes} are, as JSON without spaces. */
    static String object(JsonFactory factory, byte[] bytes) {
        JsonOut out = new JsonOut();
        out.object();
        read(factory, bytes, bytes.length, (in, key) -> out.json(key, in.json()));
        return out.end().text();
    }

    /** What is done with the members of an object; a value that is left alone is skipped. */
    interface Members {
        void member(JsonIn in, String key);
    }

    /** The members of the object at hand; false, and nothing read, where it is null. */
    boolean object(Consumer<String> member) {
        if (isNull()) {
            return false;
        }
        require(JsonToken.START_OBJECT);
        while (next() != JsonToken.END_OBJECT) {
            String key = parser.getParsingContext().getCurrentName();
            next();
            member.accept(key == null ? "" : key);
            skip();
        }
        return true;
    }

    /** The elements of the array at hand; false, and nothing read, where it is null. */
    boolean array(Runnable element) {
        if (isNull()) {
            return false;
        }
        require(JsonToken.START_ARRAY);
        while (next() != JsonToken.END_ARRAY) {
            element.run();
            skip();
        }
        return true;
    }

    /** Null where it is null. */
    @Nullable
    String string() {
        if (isNull()) {
            return null;
        }
        require(JsonToken.VALUE_STRING);
        try {
            return parser.getText();
        } catch (IOException e) {
            throw new UnreadableException("a string of the reply cannot be read", where());
        }
    }

    /** A string or a number as text, null where it is anything else. */
    @Nullable
    String scalar() {
        JsonToken token = parser.currentToken();
        try {
            return token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT ? parser.getText() : null;
        } catch (IOException e) {
            throw new UnreadableException("a value of the reply cannot be read", where());
        }
    }

    /** Null where it is no whole number from 0 to 2^53. */
    @Nullable
    Long count() {
        try {
            boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            return whole && parser.getLongValue() >= 0 && parser.getLongValue() <= MOST ? parser.getLongValue() : null;
        } catch (IOException e) {
            throw new UnreadableException("a number of the reply cannot be read", where());
        }
    }

    /** A place in an array; refuses what cannot be one. */
    int index() {
        Long index = count();
        if (index == null || index > Integer.MAX_VALUE) {
            throw new UnreadableException("an index is no whole number", where());
        }
        return index.intValue();
    }

    /** The value at hand as JSON without spaces. */
    String json() {
        JsonOut out = new JsonOut();
        try {
            copy(out);
        } catch (IOException e) {
            throw new UnreadableException("a value of the reply is not JSON", where());
        }
        return out.text();
    }

    private void copy(JsonOut out) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            out.copy(parser);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && next() != null);
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean isString() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** Whether it is neither null nor an array, an object or a string without anything in it; consumes it. */
    boolean isSomething() {
        if (isArray() || isObject()) {
            JsonToken first = next();
            boolean something = !first.isStructEnd();
            int depth = something && first.isStructStart() ? 2 : something ? 1 : 0;
            while (depth > 0) {
                JsonToken token = next();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            return something;
        }
        String text = isString() ? string() : null;
        return text != null ? !text.isEmpty() : !isNull();
    }

    /** The path of the value at hand, of the keys of the reply's own dialect. */
    String where() {
        String key = parser.getParsingContext().getCurrentName();
        return key == null ? "reply" : key.length() > KEY_CHARS ? key.substring(0, KEY_CHARS) : key;
    }

    private void require(JsonToken expected) {
        if (parser.currentToken() != expected) {
            throw new UnreadableException("the reply has the wrong JSON type here", where());
        }
    }

    private void skip() {
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw new UnreadableException("the reply is not JSON, or over a limit of it", null);
        }
    }

    private JsonToken next() {
        JsonToken token;
        try {
            token = parser.nextToken();
        } catch (IOException e) {
            throw new UnreadableException("the reply is not JSON, or over a limit of it", null);
        }
        if (token == null) {
            throw new UnreadableException("the reply's JSON ends too early", null);
        }
        return token;
    }
}
