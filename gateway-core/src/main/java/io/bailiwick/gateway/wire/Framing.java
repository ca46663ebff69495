package io.bailiwick.gateway.wire;

import io.netty.handler.codec.http.HttpDecoderConfig;

/**
 * How messages are cut out of bytes, towards clients as towards endpoints, and for all connections alike.
 *
 * @param plain the short way, for what is plain
 * @param whole what Netty's decoder keeps to, for everything else
 */
public record Framing(PlainMessage plain, HttpDecoderConfig whole) {

    private static final int CHUNK_BYTES = 64 << 10;

    /** A first line, and the headers behind it, of at most so many bytes. */
    public static Framing within(int lineBytes, int headerBytes) {
        return new Framing(
                new PlainMessage(lineBytes, headerBytes),
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(lineBytes)
                        .setMaxHeaderSize(headerBytes)
                        .setMaxChunkSize(CHUNK_BYTES));
    }
}
