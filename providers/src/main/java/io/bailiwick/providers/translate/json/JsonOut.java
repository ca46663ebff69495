package io.bailiwick.providers.translate.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts a body together from names of ours and the very bytes of another. */
public final class JsonOut {

    private byte[] bytes;
    private int size;
    private boolean comma;

    public JsonOut(int expectedBytes) {
        this.bytes = new byte[Math.max(64, expectedBytes)];
    }

    public JsonOut object() {
        return open('{');
    }

    public JsonOut endObject() {
        return close('}');
    }

    public JsonOut list() {
        return open('[');
    }

    public JsonOut endList() {
        return close(']');
    }

    /** {@code name} needs no escape. */
    public JsonOut key(String name) {
        separate();
        append('"');
        append(name);
        append('"');
        append(':');
        comma = false;
        return this;
    }

    /** A string that needs no escape. */
    public JsonOut word(String word) {
        separate();
        append('"');
        append(word);
        append('"');
        return this;
    }

    /** Any string. */
    public JsonOut text(String text) {
        separate();
        append('"');
        append(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        append('"');
        return this;
    }

    /** A number, true, false, null or a whole JSON text. */
    public JsonOut literal(String json) {
        separate();
        append(json.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A value as it stands. */
    public JsonOut value(JsonValue value) {
        separate();
        append(value.body().bytes(), value.start(), value.length());
        return this;
    }

    /** The string of several strings one after another. */
    public JsonOut joined(Iterable<JsonValue> texts) {
        separate();
        append('"');
        for (JsonValue text : texts) {
            append(text.body().bytes(), text.start() + 1, text.length() - 2);
        }
        append('"');
        return this;
    }

    /** A string: {@code before}, which needs no escape, and a piece of another string as it stands there. */
    public JsonOut piece(String before, JsonBody body, int start, int end) {
        separate();
        append('"');
        append(before);
        append(body.bytes(), start, end - start);
        append('"');
        return this;
    }

    /** A string that holds the value's JSON. */
    public JsonOut asText(JsonValue value) {
        separate();
        append('"');
        byte[] from = value.body().bytes();
        for (int i = value.start(); i < value.start() + value.length(); i++) {
            escaped(from[i]);
        }
        append('"');
        return this;
    }

    public byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void escaped(byte b) {
        switch (b) {
            case '"' -> append("\\\"");
            case '\\' -> append("\\\\");
            case '\n' -> append("\\n");
            case '\r' -> append("\\r");
            case '\t' -> append("\\t");
            default -> append((char) (b & 0xff));
        }
    }

    private JsonOut open(char bracket) {
        separate();
        append(bracket);
        comma = false;
        return this;
    }

    private JsonOut close(char bracket) {
        append(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            append(',');
        }
        comma = true;
    }

    private void append(char b) {
        room(1);
        bytes[size++] = (byte) b;
    }

    private void append(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
    }

    private void append(byte[] from) {
        append(from, 0, from.length);
    }

    private void append(byte[] from, int start, int length) {
        room(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
