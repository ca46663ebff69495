package io.bailiwick.gateway.upstream;

import io.bailiwick.gateway.wire.HeadBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** A permitted request as it stands on the wire: in one piece, so that it leaves by one write. */
final class RequestBytes {

    private RequestBytes() {}

    /** Throws where a line would become two, or where a header of the request is called as its credential. */
    static ByteBuf of(PermittedRequest request, String host, ByteBufAllocator alloc) {
        HttpHeaders headers = request.headers();
        byte[] body = request.body();
        HeadBytes head =
                HeadBytes.ofRequest(request.method().name(), request.path()).header(HttpHeaderNames.HOST, host);
        if (body.length > 0) {
            head.header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length));
        }
        // Only here: a credential never stands in headers that others hold.
        request.upstream().credential().addTo((name, value) -> {
            if (headers.contains(name)) {
                throw new BorderGuard.StoppedException("a header of the request is called as its credential: " + name);
            }
            head.header(name, value);
        });
        head.headers(headers).end();
        ByteBuf whole = alloc.ioBuffer(head.length() + body.length);
        head.writeTo(whole);
        return whole.writeBytes(body);
    }
}
