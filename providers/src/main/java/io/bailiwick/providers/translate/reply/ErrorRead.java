package io.bailiwick.providers.translate.reply;

import com.fasterxml.jackson.core.JsonFactory;
import io.bailiwick.providers.UnreadableException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an error in whatever form an endpoint gives it: the object {@code error} of OpenAI, Azure, Anthropic, vLLM and
 * llama.cpp, a text in its place at Ollama and TGI, and its members at the top at Mistral and older vLLM.
 */
final class ErrorRead {

    private static final int MESSAGE_CHARS = 4000;

    private final int status;
    private @Nullable String message;
    private @Nullable String type;
    private @Nullable String code;
    private @Nullable String param;
    private @Nullable ErrorWords inner;

    private ErrorRead(int status) {
        this.status = status;
    }

    /** An error's whole body or event; what is not JSON has nothing to say. */
    static ErrorWords of(JsonFactory factory, int status, byte[] bytes, int length) {
        ErrorRead read = new ErrorRead(status);
        try {
            JsonIn.read(factory, bytes, length, read::top);
        } catch (UnreadableException e) {
            return new ErrorWords(status, null, null, null, null);
        }
        return read.inner == null ? read.words() : read.inner;
    }

    /** The value of the key {@code error}. */
    static ErrorWords inside(JsonIn in, int status) {
        ErrorRead read = new ErrorRead(status);
        if (in.isObject()) {
            in.object(key -> read.member(in, key));
        } else {
            read.message = in.scalar();
        }
        return read.words();
    }

    private ErrorWords words() {
        return new ErrorWords(status, message, type, code, param);
    }

    private void top(JsonIn in, String key) {
        switch (key) {
            case "error" -> {
                if (!in.isNull()) {
                    ErrorWords words = inside(in, status);
                    inner = words.type() == null && type != null
                            ? new ErrorWords(status, words.message(), type, words.code(), words.param())
                            : words;
                }
            }
            case "error_type" -> type = in.scalar();
            case "detail" -> message = text(in);
            default -> member(in, key);
        }
    }

    private void member(JsonIn in, String key) {
        switch (key) {
            case "message" -> message = text(in);
            case "type" -> type = in.scalar();
            case "code" -> code = in.isString() ? in.string() : null;
            case "param" -> param = in.isString() ? in.string() : null;
            default -> {
                // A provider's own addition.
            }
        }
    }

    /** Some say what is wrong as an object, such as which fields are. */
    private static @Nullable String text(JsonIn in) {
        String text = in.isObject() || in.isArray() ? in.json() : in.scalar();
        return text != null && text.length() > MESSAGE_CHARS ? text.substring(0, MESSAGE_CHARS) : text;
    }
}
