package io.bailiwick.providers.translate.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value of a body: its bytes from {@code start} to before {@code end}, and what it is made of where that was read. */
public final class JsonValue {

    enum Kind {
        TEXT,
        INTEGER,
        FRACTION,
        TRUE,
        FALSE,
        NULL,
        OBJECT,
        LIST
    }

    private final JsonBody body;
    private final Kind kind;
    private final int start;
    private final int end;
    private final @Nullable Map<String, JsonValue> members;
    private final @Nullable List<JsonValue> elements;

    private JsonValue(
            JsonBody body,
            Kind kind,
            int start,
            int end,
            @Nullable Map<String, JsonValue> members,
            @Nullable List<JsonValue> elements) {
        this.body = body;
        this.kind = kind;
        this.start = start;
        this.end = end;
        this.members = members;
        this.elements = elements;
    }

    static JsonValue of(JsonBody body, Kind kind, int start, int end) {
        return new JsonValue(body, kind, start, end, null, null);
    }

    static JsonValue object(JsonBody body, int start, int end, Map<String, JsonValue> members) {
        return new JsonValue(body, Kind.OBJECT, start, end, members, null);
    }

    static JsonValue list(JsonBody body, int start, int end, List<JsonValue> elements) {
        return new JsonValue(body, Kind.LIST, start, end, null, elements);
    }

    public int start() {
        return start;
    }

    public int length() {
        return end - start;
    }

    public CannotSayException cannotSay() {
        return new CannotSayException(start);
    }

    public boolean isText() {
        return kind == Kind.TEXT;
    }

    public boolean isList() {
        return kind == Kind.LIST;
    }

    public boolean isObject() {
        return kind == Kind.OBJECT;
    }

    public boolean isInteger() {
        return kind == Kind.INTEGER;
    }

    public boolean isNumber() {
        return kind == Kind.INTEGER || kind == Kind.FRACTION;
    }

    public boolean isFlag() {
        return kind == Kind.TRUE || kind == Kind.FALSE;
    }

    /** Itself, if it is a string. */
    public JsonValue asText() {
        return require(isText());
    }

    /** Itself, if it is an object. */
    public JsonValue asObject() {
        return require(isObject());
    }

    /** Whether it is true; what is neither true nor false cannot be said. */
    public boolean flag() {
        require(isFlag());
        return kind == Kind.TRUE;
    }

    /** The string's text. */
    public String text() {
        require(isText());
        return body.text(start, end);
    }

    /** The first characters of the string's text, as many as {@code chars} at most. */
    public String beginning(int chars) {
        require(isText());
        return body.beginning(start, offsetOf(chars));
    }

    /** Where in the body the character {@code index} of the string's text begins, or its closing quote. */
    public int offsetOf(int index) {
        return body.offsetOf(start, end, index);
    }

    public boolean isEmptyText() {
        return isText() && length() == 2;
    }

    public double number() {
        require(isNumber());
        return Double.parseDouble(literal());
    }

    /** Itself, if it is this word; any other cannot be said. */
    public JsonValue only(String word) {
        return onlyIf(text().equals(word));
    }

    /** Itself, if {@code sayable}. */
    public JsonValue onlyIf(boolean sayable) {
        return require(sayable);
    }

    /** Its members, to be taken one by one; what is no object cannot be said. */
    public JsonFields fields() {
        require(isObject());
        return new JsonFields(this, members == null ? Map.of() : members);
    }

    /** What is no list cannot be said. */
    public List<JsonValue> elements() {
        require(isList());
        return elements == null ? List.of() : elements;
    }

    /** Whether nothing but space stands between its quotes or brackets. */
    public boolean isEmpty() {
        for (int i = start + 1; i < end - 1; i++) {
            if (body.bytes()[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    public boolean sameBytes(JsonValue other) {
        return Arrays.equals(body.bytes(), start, end, other.body.bytes(), other.start, other.end);
    }

    /** The body that it stands in. */
    public JsonBody body() {
        return body;
    }

    private String literal() {
        return new String(body.bytes(), start, length(), StandardCharsets.US_ASCII);
    }

    private JsonValue require(boolean fits) {
        if (!fits) {
            throw cannotSay();
        }
        return this;
    }
}
