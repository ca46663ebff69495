package io.bailiwick.gateway.upstream;

import io.bailiwick.gateway.wire.HeadBytes;
import io.bailiwick.gateway.wire.HeadText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/**
 * The requests to one place as they stand on the wire, each in one piece, so that it leaves by one write. They mostly begin
 * alike, so the beginning of the last is kept: for all connections of an event loop to that place together.
 */
final class RequestBytes {

    private static final HeadText CONTENT_LENGTH = HeadText.name(HttpHeaderNames.CONTENT_LENGTH);

    private final Place place;
    private final String host;
    private @Nullable Beginning last;

    RequestBytes(Place place) {
        this.place = place;
        this.host = HostHeader.of(place.url());
    }

    Place place() {
        return place;
    }

    /** Throws {@link IllegalArgumentException} where a line would become two. */
    ByteBuf of(PermittedRequest request, ByteBufAllocator alloc) {
        byte[] body = request.body();
        HeadBytes head = HeadBytes.begunBy(beginning(request.method().name(), request.path()));
        if (body.length > 0) {
            head.header(CONTENT_LENGTH, body.length);
        }
        // Only here: a credential never stands in headers that others hold.
        request.upstream().credential().addTo(head::header);
        request.headers().writeTo(head);
        head.end();
        ByteBuf whole = alloc.ioBuffer(head.length() + body.length);
        head.writeTo(whole);
        return whole.writeBytes(body);
    }

    private HeadText beginning(String method, String path) {
        Beginning known = last;
        if (known == null || !known.path.equals(path) || !known.method.equals(method)) {
            known = new Beginning(method, path, HeadText.request(method, path, host));
            last = known;
        }
        return known.text;
    }

    /** The request line and the host. */
    private record Beginning(String method, String path, HeadText text) {}
}
