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
    private final StringScan strings = new StringScan();
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
        this.values = new ValueScan(limits, strings);
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
        strings.over(text, to);
        values.over(text, to);
        nesting.begin();
    }

    /** Gives the borrowed bytes back. */
    void letGo() {
        begin(NONE, 0, 0, true);
    }

    @Override
    public @Nullable JsonToken next() {
        if (afterName != null) {
            JsonToken value = afterName;
            afterName = null;
            return begun(value);
        }
        values.leave();
        at = JsonSpace.end(bytes, at, end);
        if (at == end) {
            return ended();
        }
        if (bytes[at] == '}' || bytes[at] == ']') {
            return closed(bytes[at] == '}');
        }
        if (nesting.comesAfterAnother()) {
            take(',');
        }
        return nesting.inObject() ? named() : begun(value());
    }

    private @Nullable JsonToken ended() {
        if (nesting.depth() > 0) {
            throw notJson(at);
        }
        token = null;
        return null;
    }

    private JsonToken closed(boolean object) {
        if (nesting.depth() == 0 || object != nesting.inObject()) {
            throw notJson(at);
        }
        nesting.close();
        return told(values.closing(at++, object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY));
    }

    private JsonToken named() {
        if (bytes[at] != '"') {
            throw notJson(at);
        }
        if (!strings.scan(at + 1)) {
            throw notJson(strings.stop());
        }
        nesting.name(at + 1, strings.stop());
        checkName();
        at = strings.stop() + 1;
        toByteThatMustCome();
        take(':');
        afterName = value();
        return told(JsonToken.FIELD_NAME);
    }

    private void checkName() {
        int utf8Bytes = strings.escaped() ? StringText.utf8Bytes(name()) : nesting.nameBytes();
        if (utf8Bytes < 0) {
            throw notJson(strings.stop());
        }
        if (utf8Bytes > JsonLimits.NAME_BYTES) {
            throw JsonFault.overLimit(strings.stop());
        }
    }

    private JsonToken value() {
        JsonToken value = values.scan(at, isWholeText && nesting.depth() == 0);
        at = values.end();
        return value;
    }

    private JsonToken begun(JsonToken value) {
        nesting.count();
        if (value.isStructStart()) {
            if (nesting.depth() == limits.depth()) {
                throw JsonFault.overLimit(at);
            }
            nesting.open(value == JsonToken.START_OBJECT);
        }
        return told(value);
    }

    private JsonToken told(JsonToken next) {
        token = next;
        return next;
    }

    /** Takes what must stand here, and after which something must come. */
    private void take(char mark) {
        if (bytes[at] != mark) {
            throw notJson(at);
        }
        at++;
        toByteThatMustCome();
    }

    private void toByteThatMustCome() {
        at = JsonSpace.end(bytes, at, end);
        if (at == end) {
            throw notJson(at);
        }
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
    public String name() {
        return StringText.of(bytes, nesting.nameFrom(), nesting.nameTo());
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
            while (nesting.depth() > outside) {
                next();
            }
        }
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
