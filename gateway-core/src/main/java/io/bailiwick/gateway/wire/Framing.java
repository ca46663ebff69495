package io.bailiwick.gateway.wire;

import io.bailiwick.config.Limits;
import io.netty.handler.codec.http.HttpDecoderConfig;

/**
 * How messages are cut out of bytes, towards clients as towards endpoints, and for all connections alike.
 *
 * @param plain the short way, for what is plain
 * @param whole what Netty's decoder keeps to, for everything else
 */
public record Framing(PlainMessage plain, HttpDecoderConfig whole) {

    private static final int CHUNK_BYTES = 64 << 10;

    public static Framing within(Limits limits) {
        return new Framing(
                new PlainMessage(limits.lineBytes(), limits.headerBytes()),
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(limits.lineBytes())
                        .setMaxHeaderSize(limits.headerBytes())
                        .setMaxChunkSize(CHUNK_BYTES));
    }
}
