package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;

/** Scans one value of a JSON text after the other: a scalar whole, of an array or object the bracket that opens it. */
final class ValueScan {

    private static final int NO_FAULT = -1;

    private final JsonLimits limits;

    private byte[] bytes = {};
    private int textEnd;
    private int start;
    private int end;
    private int stringFault = NO_FAULT;
    private boolean isPlain;

    ValueScan(JsonLimits limits) {
        this.limits = limits;
    }

    /** Reads from now on in the text that ends at {@code textEnd}, and has read nothing of it. */
    void over(byte[] bytes, int textEnd) {
        this.bytes = bytes;
        this.textEnd = textEnd;
        start = 0;
        end = 0;
        stringFault = NO_FAULT;
    }

    /** Reads what begins there. A string with a fault counts as read until it is left or its text is asked for. */
    JsonToken scan(int at, boolean isWholeText) {
        start = at;
        return switch (bytes[at]) {
            case '"' -> string();
            case '{' -> bracket(JsonToken.START_OBJECT);
            case '[' -> bracket(JsonToken.START_ARRAY);
            case 't' -> literal(Literal.TRUE);
            case 'f' -> literal(Literal.FALSE);
            case 'n' -> literal(Literal.NULL);
            default -> number(isWholeText);
        };
    }

    /** Takes the bracket that closes there. */
    JsonToken closing(int at, JsonToken token) {
        start = at;
        return bracket(token);
    }

    private JsonToken bracket(JsonToken token) {
        end = start + 1;
        return token;
    }

    private JsonToken string() {
        int quote = StringScan.plainEnd(bytes, start + 1, textEnd);
        isPlain = quote < textEnd && bytes[quote] == '"';
        if (!isPlain) {
            quote = StringScan.end(bytes, quote, textEnd);
            if (quote < 0) {
                quote = ~quote;
                stringFault = quote;
            }
        }
        end = quote + 1;
        return JsonToken.VALUE_STRING;
    }

    private JsonToken literal(Literal literal) {
        end = found(literal.end(bytes, start, textEnd));
        return literal.token();
    }

    private JsonToken number(boolean isWholeText) {
        int whole = found(NumberScan.wholeEnd(bytes, start, textEnd));
        end = found(NumberScan.end(bytes, whole, textEnd));
        if (isWholeText && end < textEnd && !JsonSpace.is(bytes[end])) {
            throw JsonFault.notJson(end, textEnd);
        }
        if (end - start > limits.numberChars() && NumberScan.digits(bytes, start, end) > limits.numberChars()) {
            throw JsonFault.overLimit(end);
        }
        return end == whole ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
    }

    private int found(int after) {
        if (after < 0) {
            throw JsonFault.notJson(~after, textEnd);
        }
        return after;
    }

    /** Refuses what is no string after all. */
    void leave() {
        if (stringFault != NO_FAULT) {
            throw JsonFault.notJson(stringFault, textEnd);
        }
    }

    String text(JsonToken token) {
        leave();
        if (token == JsonToken.VALUE_STRING) {
            return limited(
                    isPlain ? StringText.ofPlain(bytes, start + 1, end - 1) : StringText.of(bytes, start + 1, end - 1));
        }
        return token.isNumeric() ? limited(StringText.ofPlain(bytes, start, end)) : token.asString();
    }

    private String limited(String text) {
        if (text.length() > limits.stringChars()) {
            throw JsonFault.overLimit(end);
        }
        return text;
    }

    long wholeNumber() {
        return NumberScan.whole(bytes, start, end);
    }

    int start() {
        return start;
    }

    /** Past the end of the text where a string does not end. */
    int end() {
        return end;
    }
}
