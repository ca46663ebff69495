package io.bailiwick.gateway.wire;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;

/**
 * How messages are cut out of bytes, towards clients as towards endpoints, and for all connections alike.
 *
 * @param plain the short way, for what is plain
 * @param whole what Netty's decoder keeps to, for everything else
 */
public record Framing(PlainMessage plain, HttpDecoderConfig whole) {

    private static final int CHUNK_BYTES = 64 << 10;

    /** As long a first line, and as many and as long header lines behind it, as may be. */
    public static Framing within(int lineBytes, int headerBytes, int headerCount) {
        return new Framing(
                new PlainMessage(lineBytes, headerBytes),
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(lineBytes)
                        .setMaxHeaderSize(headerBytes)
                        .setHeadersFactory(CountedHeaders.of(DefaultHttpHeadersFactory.headersFactory(), headerCount))
                        .setTrailersFactory(CountedHeaders.of(DefaultHttpHeadersFactory.trailersFactory(), headerCount))
                        .setMaxChunkSize(CHUNK_BYTES));
    }
}
