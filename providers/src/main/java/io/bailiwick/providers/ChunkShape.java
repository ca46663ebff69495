package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one event's object holds at its top, and whether the model wrote something in it. */
final class ChunkShape {

    private static final Set<String> WRITTEN =
            Set.of("content", "reasoning_content", "reasoning", "refusal", "text", "arguments", "transcript", "data");

    /** Where a typed event has what was written, if it is a string there. */
    private static final Set<String> WRITTEN_AT_TOP =
            Set.of("delta", "text", "refusal", "transcript", "arguments", "input", "code");

    /** The same, inside the object of one part; a signature is nothing written. */
    private static final Set<String> WRITTEN_IN_PART = Set.of("text", "thinking", "partial_json", "content", "data");

    private int depth;
    private @Nullable String top;
    private @Nullable String type;
    private long sequence = -1;
    private boolean choices;
    private int choiceCount;
    private boolean usage;
    private boolean error;
    private boolean content;

    void take(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            if (depth == 1) {
                top = parser.getParsingContext().getCurrentName();
            }
            return;
        }
        if (depth == 1) {
            top(token, parser);
        } else if (depth > 1 && "choices".equals(top)) {
            inChoices(token, parser);
        } else if (depth == 2 && top != null && token == JsonToken.VALUE_STRING) {
            inPart(top, parser);
        }
        if (token.isStructStart()) {
            depth++;
        } else if (token.isStructEnd()) {
            depth--;
        }
    }

    private void top(JsonToken token, JsonParser parser) throws IOException {
        if (top == null || token.isStructEnd()) {
            return;
        }
        boolean isNull = token == JsonToken.VALUE_NULL;
        content |= token == JsonToken.VALUE_STRING && WRITTEN_AT_TOP.contains(top) && parser.getTextLength() > 0;
        switch (top) {
            case "type" -> type = token == JsonToken.VALUE_STRING ? parser.getText() : type;
            case "sequence_number" -> {
                if (token == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                    sequence = parser.getLongValue();
                }
            }
            case "choices" -> choices = token == JsonToken.START_ARRAY;
            case "usage" -> usage = !isNull;
            case "error" -> error |= !isNull;
            case "object" ->
                error |= token == JsonToken.VALUE_STRING && parser.getText().equals("error");
            default -> {
                // Of no consequence.
            }
        }
    }

    private void inChoices(JsonToken token, JsonParser parser) throws IOException {
        if (depth == 2 && !token.isStructEnd()) {
            choiceCount++;
        }
        String key = parser.getParsingContext().getCurrentName();
        if (token == JsonToken.VALUE_STRING && key != null && WRITTEN.contains(key)) {
            content |= parser.getTextLength() > 0;
        } else if (token == JsonToken.START_OBJECT) {
            // The parser stands inside the object already.
            String holder = parser.getParsingContext().getParent().getCurrentName();
            content |= "function_call".equals(holder) || isToolCall(parser);
        }
    }

    /** The name of a tool is written by the model, as its arguments are. */
    private void inPart(String part, JsonParser parser) throws IOException {
        String key = String.valueOf(parser.getParsingContext().getCurrentName());
        boolean isType = key.equals("type");
        switch (part) {
            case "delta" -> content |= WRITTEN_IN_PART.contains(key) && parser.getTextLength() > 0;
            case "content_block" ->
                content |= isType
                        ? parser.getText().endsWith("tool_use")
                        : WRITTEN_IN_PART.contains(key) && parser.getTextLength() > 0;
            case "item" -> content |= isType && parser.getText().endsWith("_call");
            default -> {
                // Nothing that the model writes stands there.
            }
        }
    }

    private static boolean isToolCall(JsonParser parser) {
        var array = parser.getParsingContext().getParent();
        return array != null
                && array.inArray()
                && "tool_calls".equals(array.getParent().getCurrentName());
    }

    @Nullable
    String type() {
        return type;
    }

    /** Negative where there is none. */
    long sequence() {
        return sequence;
    }

    boolean isOnlyUsage() {
        return usage && choices && choiceCount == 0;
    }

    boolean hasError() {
        return error;
    }

    boolean hasContent() {
        return content;
    }
}
