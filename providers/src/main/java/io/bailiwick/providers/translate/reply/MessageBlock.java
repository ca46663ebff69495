package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.UnreadableException;
import org.jspecify.annotations.Nullable;

/** One content block of Anthropic's as it was read; what it does not say is empty. */
final class MessageBlock {

    private @Nullable String type;
    private @Nullable String text;
    private @Nullable String thinking;
    private @Nullable String signature;
    private @Nullable String data;
    private @Nullable String id;
    private @Nullable String name;
    private String input = "{}";

    static MessageBlock read(JsonIn in) {
        MessageBlock block = new MessageBlock();
        in.object(key -> block.member(in, key));
        return block;
    }

    private void member(JsonIn in, String key) {
        switch (key) {
            case "type" -> type = in.string();
            case "text" -> text = in.string();
            case "thinking" -> thinking = in.string();
            case "signature" -> signature = in.string();
            case "data" -> data = in.string();
            case "id" -> id = in.string();
            case "name" -> name = in.string();
            case "input" -> input = in.isNull() ? "{}" : in.json();
            case "citations" -> {
                if (in.isSomething()) {
                    throw new UnreadableException("the reply has citations, which are not translated", key);
                }
            }
            default -> {
                // A provider's own addition.
            }
        }
    }

    String type() {
        return orEmpty(type);
    }

    String text() {
        return orEmpty(text);
    }

    String thinking() {
        return orEmpty(thinking);
    }

    String signature() {
        return orEmpty(signature);
    }

    String data() {
        return orEmpty(data);
    }

    String id() {
        return required(id, "content.id");
    }

    String name() {
        return required(name, "content.name");
    }

    /** Whether the arguments stand in it and do not follow. */
    boolean hasInput() {
        return !input.equals("{}");
    }

    String input() {
        return input;
    }

    private static String required(@Nullable String word, String key) {
        if (word == null || word.isEmpty()) {
            throw new UnreadableException("a tool's call has no " + key.substring(key.indexOf('.') + 1), key);
        }
        return word;
    }

    private static String orEmpty(@Nullable String word) {
        return word == null ? "" : word;
    }
}
