package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * Scans a JSON text that is there as a whole: RFC 8259 in strict UTF-8, with no recursion, and no string is made that is
 * not asked for.
 *
 * <p>It tells a fault when Jackson's parser does, so that it does not matter to a refusal which of them reads: with a
 * name its value's beginning is read, and what is wrong in a string comes out when the string is asked for or left.
 */
final class JsonScanner implements JsonTokens {

    private static final byte[] NONE = {};
    private static final int NO_FAULT = -1;

    private final JsonLimits limits;
    private final Nesting nesting = new Nesting();

    private byte[] bytes = NONE;
    private int end;
    private boolean isWholeText;

    /** The last value or closing bracket, which stands from {@link #start} to before {@link #at}. */
    private @Nullable JsonToken value;

    private int start;
    private int at;
    private boolean isPlain;
    private int stringFault;
    /** The value's name was told, and it was not. */
    private boolean isAtName;

    JsonScanner(JsonLimits limits) {
        this.limits = limits;
    }

    /** Begins with the text from {@code from} to before {@code to}, whatever was read before; borrows {@code bytes}. */
    JsonScanner over(byte[] bytes, int from, int to) {
        begin(bytes, from, to, true);
        return this;
    }

    /** Begins with the one value that stands at {@code from}, whatever comes after it; borrows {@code bytes}. */
    JsonScanner overValueAt(byte[] bytes, int from) {
        begin(bytes, from, bytes.length, false);
        return this;
    }

    private void begin(byte[] text, int from, int to, boolean whole) {
        bytes = text;
        end = to;
        isWholeText = whole;
        value = null;
        start = from;
        at = from;
        stringFault = NO_FAULT;
        isAtName = false;
        nesting.begin();
    }

    /** Gives the borrowed bytes back. */
    void letGo() {
        begin(NONE, 0, 0, true);
    }

    @Override
    public @Nullable JsonToken next() {
        if (isAtName) {
            isAtName = false;
            return begun();
        }
        leave();
        int here = at;
        if (here < end && bytes[here] <= ' ') {
            here = JsonSpace.end(bytes, here, end);
        }
        if (here == end) {
            return ended();
        }
        byte mark = bytes[here];
        if (mark == '}' || mark == ']') {
            return closed(here, mark == '}');
        }
        if (nesting.comesAfterAnother()) {
            here = toByteThatMustCome(after(',', here));
        }
        if (nesting.inObject()) {
            read(toByteThatMustCome(after(':', afterName(here))));
            isAtName = true;
            return JsonToken.FIELD_NAME;
        }
        nesting.count();
        read(here);
        return begun();
    }

    private @Nullable JsonToken ended() {
        if (nesting.depth() > 0) {
            throw notJson(end);
        }
        at = end;
        value = null;
        return null;
    }

    private JsonToken closed(int bracket, boolean object) {
        if (nesting.depth() == 0 || object != nesting.inObject()) {
            throw notJson(bracket);
        }
        nesting.close();
        start = bracket;
        at = bracket + 1;
        JsonToken token = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        value = token;
        return token;
    }

    /** Reads the name whose quote must stand there. */
    private int afterName(int quote) {
        if (bytes[quote] != '"') {
            throw notJson(quote);
        }
        int stop = StringScan.plainStringEnd(bytes, quote + 1, end);
        if (stop < 0 || stop - quote > JsonLimits.NAME_BYTES) {
            stop = found(StringScan.end(bytes, quote + 1, end));
            checkName(quote + 1, stop);
        }
        nesting.name(quote + 1, stop);
        return stop + 1;
    }

    private void checkName(int from, int stop) {
        int utf8Bytes = StringText.utf8Bytes(StringText.of(bytes, from, stop));
        if (utf8Bytes < 0) {
            throw notJson(stop);
        }
        if (utf8Bytes > JsonLimits.NAME_BYTES) {
            throw JsonFault.overLimit(stop);
        }
    }

    /** The offset after the mark that must come, behind spaces or none. */
    private int after(char mark, int from) {
        if (from < end && bytes[from] == mark) {
            return from + 1;
        }
        int there = behindSpaces(from);
        if (bytes[there] != mark) {
            throw notJson(there);
        }
        return there + 1;
    }

    /** Where something stands that must come: mostly behind no space, or one. */
    private int toByteThatMustCome(int from) {
        if (from < end && bytes[from] > ' ') {
            return from;
        }
        int next = from + 1;
        return next < end && bytes[from] == ' ' && bytes[next] > ' ' ? next : behindSpaces(from);
    }

    private int behindSpaces(int from) {
        int there = JsonSpace.end(bytes, from, end);
        if (there == end) {
            throw notJson(there);
        }
        return there;
    }

    /** Reads the value that begins there: a scalar whole, of an array or object the bracket that opens it. */
    private void read(int from) {
        start = from;
        value = switch (bytes[from]) {
            case '"' -> string(from);
            case '{' -> bracket(from, JsonToken.START_OBJECT);
            case '[' -> bracket(from, JsonToken.START_ARRAY);
            case 't' -> literal(from, Literal.TRUE);
            case 'f' -> literal(from, Literal.FALSE);
            case 'n' -> literal(from, Literal.NULL);
            default -> number(from);
        };
    }

    private JsonToken bracket(int from, JsonToken token) {
        at = from + 1;
        return token;
    }

    /** One with a fault counts as read until it is left or its text is asked for. */
    private JsonToken string(int from) {
        int quote = StringScan.plainStringEnd(bytes, from + 1, end);
        isPlain = quote >= 0;
        if (!isPlain) {
            quote = StringScan.end(bytes, ~quote, end);
            if (quote < 0) {
                quote = ~quote;
                stringFault = quote;
            }
        }
        at = quote + 1;
        return JsonToken.VALUE_STRING;
    }

    private JsonToken literal(int from, Literal literal) {
        at = found(literal.end(bytes, from, end));
        return literal.token();
    }

    private JsonToken number(int from) {
        int whole = found(NumberScan.wholeEnd(bytes, from, end));
        int stop = found(NumberScan.end(bytes, whole, end));
        if (isWholeText && nesting.depth() == 0 && stop < end && !JsonSpace.is(bytes[stop])) {
            throw notJson(stop);
        }
        if (stop - from > limits.numberChars() && NumberScan.digits(bytes, from, stop) > limits.numberChars()) {
            throw JsonFault.overLimit(stop);
        }
        at = stop;
        return stop == whole ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
    }

    private int found(int after) {
        if (after < 0) {
            throw notJson(~after);
        }
        return after;
    }

    private JsonToken begun() {
        JsonToken token = token();
        if (token.isStructStart()) {
            if (nesting.depth() == limits.depth()) {
                throw JsonFault.overLimit(at);
            }
            nesting.open(token == JsonToken.START_OBJECT);
        }
        return token;
    }

    /** Refuses what is no string after all. */
    private void leave() {
        if (stringFault != NO_FAULT) {
            throw notJson(stringFault);
        }
    }

    private UnreadableException notJson(int faultAt) {
        return JsonFault.notJson(faultAt, end);
    }

    @Override
    public JsonToken token() {
        JsonToken last = isAtName ? JsonToken.FIELD_NAME : value;
        if (last == null) {
            throw new IllegalStateException("no token has been read");
        }
        return last;
    }

    @Override
    public Key key() {
        return StringText.keyOf(bytes, nesting.nameFrom(), nesting.nameTo());
    }

    @Override
    public String text() {
        JsonToken token = token();
        if (token == JsonToken.FIELD_NAME) {
            return name();
        }
        leave();
        if (token == JsonToken.VALUE_STRING) {
            return limited(
                    isPlain ? StringText.ofPlain(bytes, start + 1, at - 1) : StringText.of(bytes, start + 1, at - 1));
        }
        return token.isNumeric() ? limited(StringText.ofPlain(bytes, start, at)) : token.asString();
    }

    private String limited(String text) {
        if (text.length() > limits.stringChars()) {
            throw JsonFault.overLimit(at);
        }
        return text;
    }

    @Override
    public long wholeNumber() {
        return NumberScan.whole(bytes, start, at);
    }

    @Override
    public void skip() {
        if (token().isStructStart()) {
            int outside = nesting.depth() - 1;
            while (nesting.depth() > outside) {
                next();
            }
        }
    }

    @Override
    public void skipTo(int bracket) {
        closed(bracket, nesting.inObject());
    }

    @Override
    public int start() {
        return start;
    }

    /** Past the end of the text where a string does not end. */
    @Override
    public int end() {
        leave();
        return at;
    }

    @Override
    public String path() {
        return nesting.path(bytes);
    }
}
