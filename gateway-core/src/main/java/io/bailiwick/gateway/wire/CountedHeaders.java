package io.bailiwick.gateway.wire;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.TooLongHttpHeaderException;

/**
 * Headers that are counted while they are read: an empty one is three octets on the wire and hundreds in memory, so
 * their bytes alone do not say what a head may take, and a head that is counted at its end has taken it.
 */
final class CountedHeaders extends DefaultHttpHeaders {

    private final int most;

    private CountedHeaders(DefaultHttpHeadersFactory rules, int most) {
        super(rules.getNameValidator(), rules.getValueValidator());
        this.most = most;
    }

    /** Headers that keep to {@code rules}, and of which no more than {@code most} are taken. */
    static HttpHeadersFactory of(DefaultHttpHeadersFactory rules, int most) {
        return new HttpHeadersFactory() {
            @Override
            public HttpHeaders newHeaders() {
                return new CountedHeaders(rules, most);
            }

            @Override
            public HttpHeaders newEmptyHeaders() {
                return newHeaders();
            }
        };
    }

    /** The decoder adds each line by this one. */
    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        if (size() == most) {
            throw new TooLongHttpHeaderException("more than " + most + " header lines");
        }
        return super.add(name, value);
    }
}
