package io.bailiwick.gateway.wire;

import io.netty.handler.codec.http.HttpHeaderNames;

/** A part of a head that many heads have alike: checked once, as {@link HeadBytes} checks, and then only copied. */
public final class HeadText {

    final byte[] octets;

    private HeadText(HeadBytes written) {
        octets = written.taken();
    }

    /** {@code POST /v1/chat/completions HTTP/1.1} and {@code host: eu.api.openai.com}. */
    public static HeadText request(String method, String target, String host) {
        return new HeadText(HeadBytes.ofRequest(method, target).header(HttpHeaderNames.HOST, host));
    }

    /** {@code content-length: }, before a value. */
    public static HeadText name(CharSequence name) {
        return new HeadText(new HeadBytes().name(name));
    }

    /** This, and that behind it. */
    public HeadText then(HeadText next) {
        return new HeadText(new HeadBytes().text(this).text(next));
    }

    /** {@code connection: close}, a whole line. */
    public static HeadText line(CharSequence name, CharSequence value) {
        return new HeadText(new HeadBytes().header(name, value));
    }
}
