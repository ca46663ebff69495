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

    private final JsonLimits limits;
    private final ValueScan values;
    private final Nesting nesting = new Nesting();

    private byte[] bytes = NONE;
    private int end;
    private boolean isWholeText;
    private int at;
    private @Nullable JsonToken token;
    private @Nullable JsonToken afterName;

    JsonScanner(JsonLimits limits) {
        this.limits = limits;
        this.values = new ValueScan(limits);
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
        at = from;
        token = null;
        afterName = null;
        values.over(text, to);
        nesting.begin();
    }

    /** Gives the borrowed bytes back. */
    void letGo() {
        begin(NONE, 0, 0, true);
    }

    @Override
    public @Nullable JsonToken next() {
        JsonToken value = afterName;
        if (value != null) {
            afterName = null;
            return begun(value);
        }
        values.leave();
        int here = JsonSpace.end(bytes, at, end);
        if (here == end) {
            return ended();
        }
        byte mark = bytes[here];
        if (mark == '}' || mark == ']') {
            return closed(here, mark == '}');
        }
        int from = nesting.comesAfterAnother() ? after(',', here) : here;
        boolean isNamed = nesting.inObject();
        JsonToken next = value(isNamed ? toValue(named(from)) : from);
        if (!isNamed) {
            return begun(next);
        }
        afterName = next;
        return told(JsonToken.FIELD_NAME);
    }

    private @Nullable JsonToken ended() {
        if (nesting.depth() > 0) {
            throw notJson(end);
        }
        at = end;
        token = null;
        return null;
    }

    private JsonToken closed(int bracket, boolean object) {
        if (nesting.depth() == 0 || object != nesting.inObject()) {
            throw notJson(bracket);
        }
        nesting.close();
        at = bracket + 1;
        return told(values.closing(bracket, object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY));
    }

    private int named(int quote) {
        int stop = nameEnd(quote);
        nesting.name(quote + 1, stop);
        return stop;
    }

    /** Where the closing quote stands of the name that must begin there. */
    private int nameEnd(int quote) {
        if (bytes[quote] != '"') {
            throw notJson(quote);
        }
        int from = quote + 1;
        int stop = StringScan.plainEnd(bytes, from, end);
        if (stop < end && bytes[stop] == '"' && stop - from <= JsonLimits.NAME_BYTES) {
            return stop;
        }
        stop = found(StringScan.end(bytes, stop, end));
        checkName(from, stop);
        return stop;
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

    /** Where the value begins whose name ends there. */
    private int toValue(int closingQuote) {
        return after(':', toByteThatMustCome(closingQuote + 1));
    }

    private int found(int where) {
        if (where < 0) {
            throw notJson(~where);
        }
        return where;
    }

    private JsonToken value(int from) {
        JsonToken value = values.scan(from, isWholeText && nesting.depth() == 0);
        at = values.end();
        return value;
    }

    private JsonToken begun(JsonToken value) {
        nesting.count();
        if (value.isStructStart()) {
            open(value);
        }
        return told(value);
    }

    private void open(JsonToken bracket) {
        if (nesting.depth() == limits.depth()) {
            throw JsonFault.overLimit(at);
        }
        nesting.open(bracket == JsonToken.START_OBJECT);
    }

    private JsonToken told(JsonToken next) {
        token = next;
        return next;
    }

    /** Where something comes after what must stand there. */
    private int after(char mark, int there) {
        if (bytes[there] != mark) {
            throw notJson(there);
        }
        return toByteThatMustCome(there + 1);
    }

    private int toByteThatMustCome(int from) {
        int there = JsonSpace.end(bytes, from, end);
        if (there == end) {
            throw notJson(there);
        }
        return there;
    }

    private UnreadableException notJson(int faultAt) {
        return JsonFault.notJson(faultAt, end);
    }

    @Override
    public JsonToken token() {
        if (token == null) {
            throw new IllegalStateException("no token has been read");
        }
        return token;
    }

    @Override
    public Key key() {
        return StringText.keyOf(bytes, nesting.nameFrom(), nesting.nameTo());
    }

    @Override
    public String text() {
        return token() == JsonToken.FIELD_NAME ? name() : values.text(token());
    }

    @Override
    public long wholeNumber() {
        return values.wholeNumber();
    }

    @Override
    public void skip() {
        if (token().isStructStart()) {
            int outside = nesting.depth() - 1;
            boolean first = true;
            while (nesting.depth() > outside) {
                first = skipNext(first);
            }
        }
    }

    /** Checks, as {@link #next} does, a value with its name or a closing bracket; whether what has been opened begins there. */
    private boolean skipNext(boolean first) {
        int here = toByteThatMustCome(at);
        byte mark = bytes[here];
        if (mark == '}' || mark == ']') {
            closed(here, mark == '}');
            return false;
        }
        int from = first ? here : after(',', here);
        JsonToken value = value(nesting.inObject() ? toValue(nameEnd(from)) : from);
        values.leave();
        if (value.isStructStart()) {
            open(value);
            return true;
        }
        return false;
    }

    @Override
    public int start() {
        return values.start();
    }

    @Override
    public int end() {
        values.leave();
        return values.end();
    }

    @Override
    public String path() {
        return nesting.path(bytes);
    }
}
