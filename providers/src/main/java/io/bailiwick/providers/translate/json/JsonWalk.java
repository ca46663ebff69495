package io.bailiwick.providers.translate.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks the members of a body in one pass; keeps spans, and no text. A null counts as absent. */
public final class JsonWalk implements AutoCloseable {

    // What stands under these is passed on as it is, whatever is in it.
    private static final Set<String> OPAQUE =
            Set.of("parameters", "input_schema", "schema", "output_schema", "input", "input_examples", "logit_bias");

    private final JsonBody body;
    private final JsonParser parser;

    JsonWalk(JsonBody body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
        next();
    }

    /** Steps to the next member's value; null behind the last. */
    public @Nullable String nextKey() {
        while (next() == JsonToken.FIELD_NAME) {
            String key = name();
            if (next() != JsonToken.VALUE_NULL) {
                return key;
            }
        }
        return null;
    }

    /** The value that was stepped to. */
    public JsonValue value() {
        return read(false);
    }

    /** The value that was stepped to; an object stays unread. */
    public JsonValue flat() {
        return read(parser.currentToken() == JsonToken.START_OBJECT);
    }

    /** The value that was stepped to, whole and unread. */
    public JsonValue opaque() {
        return read(true);
    }

    /** Gives each element of the list that was stepped to, one after another; what is no list cannot be said. */
    public void elements(Consumer<JsonValue> each) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new CannotSayException(start());
        }
        while (next() != JsonToken.END_ARRAY) {
            each.accept(read(false));
        }
    }

    public boolean atText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    public int start() {
        return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw JsonBody.impossible(e);
        }
    }

    private JsonValue read(boolean opaque) {
        int start = start();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return JsonValue.of(body, JsonValue.Kind.TEXT, start, endOfText(start));
        }
        if (token.isStructStart() && opaque) {
            skip();
            return JsonValue.of(body, kind(token), start, end());
        }
        return switch (token) {
            case START_OBJECT -> object(start);
            case START_ARRAY -> list(start);
            default -> JsonValue.of(body, kind(token), start, end());
        };
    }

    private JsonValue object(int start) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (next() == JsonToken.FIELD_NAME) {
            String key = name();
            if (next() != JsonToken.VALUE_NULL) {
                JsonValue value = read(OPAQUE.contains(key));
                if (members.put(key, value) != null) {
                    throw new CannotSayException(start);
                }
            }
        }
        return JsonValue.object(body, start, end(), members);
    }

    private JsonValue list(int start) {
        List<JsonValue> elements = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            elements.add(read(false));
        }
        return JsonValue.list(body, start, end(), elements);
    }

    private static JsonValue.Kind kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> JsonValue.Kind.OBJECT;
            case START_ARRAY -> JsonValue.Kind.LIST;
            case VALUE_NUMBER_INT -> JsonValue.Kind.INTEGER;
            case VALUE_NUMBER_FLOAT -> JsonValue.Kind.FRACTION;
            case VALUE_TRUE -> JsonValue.Kind.TRUE;
            case VALUE_FALSE -> JsonValue.Kind.FALSE;
            default -> JsonValue.Kind.NULL;
        };
    }

    private JsonToken next() {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw JsonBody.impossible(e);
        }
    }

    private String name() {
        return parser.getParsingContext().getCurrentName();
    }

    private void skip() {
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw JsonBody.impossible(e);
        }
    }

    private int end() {
        return Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    /** Found in the bytes: to ask the parser would decode what may be a long image. */
    private int endOfText(int start) {
        byte[] bytes = body.bytes();
        int quote = start + 1;
        while (bytes[quote] != '"' || isEscaped(bytes, quote)) {
            quote++;
        }
        return quote + 1;
    }

    private static boolean isEscaped(byte[] bytes, int quote) {
        int first = quote;
        while (bytes[first - 1] == '\\') {
            first--;
        }
        return (quote - first) % 2 == 1;
    }
}
