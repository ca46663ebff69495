package io.bailiwick.providers.translate.reply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes JSON, and events around it, into memory. */
final class JsonOut {

    private static final byte[] NOTHING = {};
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .rootValueSeparator((String) null)
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private @Nullable JsonGenerator generator;

    /** What a writer of JSON does, apart from its impossible failures. */
    private interface Writing {
        void write(JsonGenerator to) throws IOException;
    }

    JsonOut object() {
        return write(JsonGenerator::writeStartObject);
    }

    JsonOut object(String key) {
        return write(to -> to.writeObjectFieldStart(key));
    }

    JsonOut array(String key) {
        return write(to -> to.writeArrayFieldStart(key));
    }

    /** Ends the object or the array that is open. */
    JsonOut end() {
        return write(to -> {
            if (to.getOutputContext().inArray()) {
                to.writeEndArray();
            } else {
                to.writeEndObject();
            }
        });
    }

    JsonOut string(String key, @Nullable String value) {
        return write(to -> to.writeStringField(key, value));
    }

    JsonOut number(String key, @Nullable Long value) {
        return write(to -> {
            if (value == null) {
                to.writeNullField(key);
            } else {
                to.writeNumberField(key, value);
            }
        });
    }

    JsonOut number(String key, long value) {
        return write(to -> to.writeNumberField(key, value));
    }

    JsonOut none(String key) {
        return write(to -> to.writeNullField(key));
    }

    JsonOut bool(String key, boolean value) {
        return write(to -> to.writeBooleanField(key, value));
    }

    /** Its value is written next. */
    JsonOut key(String key) {
        return write(to -> to.writeFieldName(key));
    }

    /** {@code json} are members without the braces around them, at least one. */
    JsonOut members(String json) {
        int colon = json.indexOf(':');
        return json(json.substring(1, colon - 1), json.substring(colon + 1));
    }

    /** {@code json} is one whole value. */
    JsonOut json(String key, CharSequence json) {
        return write(to -> {
            to.writeFieldName(key);
            to.writeRawValue(json.toString());
        });
    }

    /** {@code json} is one whole value, the next of the array that is open. */
    JsonOut json(CharSequence json) {
        return write(to -> to.writeRawValue(json.toString()));
    }

    /** What stands outside of the JSON: an event's field names and line ends. */
    JsonOut raw(String text) {
        return write(to -> to.writeRaw(text));
    }

    /** The token at hand, as it is: numbers keep their digits. */
    void copy(JsonParser from) throws IOException {
        JsonGenerator to = open();
        switch (from.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(from.getText());
            default -> to.copyCurrentEvent(from);
        }
    }

    /** What was written since it was last taken. */
    byte[] take() {
        if (generator == null) {
            return NOTHING;
        }
        close();
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }

    /** The same as text. */
    String text() {
        close();
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    private void close() {
        if (generator != null) {
            write(JsonGenerator::close);
            generator = null;
        }
    }

    private JsonOut write(Writing writing) {
        try {
            writing.write(open());
        } catch (IOException impossible) {
            throw new IllegalStateException("writing into memory failed", impossible);
        }
        return this;
    }

    private JsonGenerator open() throws IOException {
        JsonGenerator open = generator;
        if (open == null) {
            open = FACTORY.createGenerator(bytes);
            generator = open;
        }
        return open;
    }
}
