package io.bailiwick.gateway.wire;

/** A part of a head that many heads have alike: checked once, as {@link HeadBytes} checks, and then only copied. */
public final class HeadText {

    final byte[] octets;

    private HeadText(HeadBytes written) {
        octets = written.taken();
    }

    /** {@code content-length: }, before a value. */
    public static HeadText name(CharSequence name) {
        return new HeadText(new HeadBytes().name(name));
    }

    /** {@code connection: close}, a whole line. */
    public static HeadText line(CharSequence name, CharSequence value) {
        return new HeadText(new HeadBytes().header(name, value));
    }
}
