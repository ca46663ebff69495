package io.bailiwick.observability;

import org.jspecify.annotations.Nullable;

/**
 * One attribute of spans, and how its text was last written: in span after span, most texts are the same.
 *
 * <p>Source: opentelemetry-proto 1.9.0, common.proto, {@code KeyValue} and {@code AnyValue}.
 */
final class SpanAttribute {

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING = 1;
    private static final int BOOL = 2;
    private static final int INT = 3;
    private static final int DOUBLE = 4;

    /** Of a span and of a resource it is another field. */
    private final int field;

    private final byte[] key;
    private @Nullable String text;
    private byte[] written = {};

    SpanAttribute(int field, String key) {
        this.field = field;
        this.key = new ProtoBytes().text(KEY, key).taken();
    }

    void text(ProtoBytes out, String value) {
        if (value.equals(text)) {
            out.written(written);
            return;
        }
        int from = out.length();
        int attribute = begin(out);
        int any = out.open(VALUE);
        out.text(STRING, value).close(any).close(attribute);
        written = out.since(from);
        text = value;
    }

    void number(ProtoBytes out, long value) {
        int attribute = begin(out);
        int any = out.open(VALUE);
        out.number(INT, value).close(any).close(attribute);
    }

    void flag(ProtoBytes out, boolean value) {
        int attribute = begin(out);
        int any = out.open(VALUE);
        out.flag(BOOL, value).close(any).close(attribute);
    }

    void fraction(ProtoBytes out, double value) {
        int attribute = begin(out);
        int any = out.open(VALUE);
        out.fraction(DOUBLE, value).close(any).close(attribute);
    }

    private int begin(ProtoBytes out) {
        int attribute = out.open(field);
        out.written(key);
        return attribute;
    }
}
