package io.bailiwick.gateway.wire;

import io.netty.util.AsciiString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Header names that many heads have, in the two ways they are mostly written, each as the one text that stands for it: its hash is worked out once. */
final class KnownNames {

    private static final String NAMES = """
            Host Authorization Content-Type Content-Length Accept Accept-Encoding Accept-Language User-Agent Connection
            Date Server Via Traceparent Tracestate X-Api-Key Api-Key Anthropic-Version Anthropic-Beta
            OpenAI-Organization OpenAI-Project OpenAI-Version OpenAI-Processing-Ms Openai-Version X-Request-Id
            Request-Id X-Stainless-Lang X-Stainless-Package-Version X-Stainless-Os X-Stainless-Arch
            X-Stainless-Runtime X-Stainless-Runtime-Version X-Stainless-Async X-Stainless-Retry-Count
            X-Stainless-Read-Timeout X-Stainless-Timeout X-Forwarded-For X-Forwarded-Proto Cache-Control Vary
            X-Ratelimit-Limit-Requests X-Ratelimit-Limit-Tokens X-Ratelimit-Remaining-Requests
            X-Ratelimit-Remaining-Tokens X-Ratelimit-Reset-Requests X-Ratelimit-Reset-Tokens Retry-After
            Strict-Transport-Security X-Content-Type-Options Idempotency-Key
            """;

    private static final int ROOM = 512;
    private static final int HASH_BITS = 9;
    private static final long MIXER = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final @Nullable Named[] NAMED = new Named[ROOM];

    /** A name with its first and its last eight bytes, or the fewer that it has. */
    private record Named(AsciiString name, long first, long last) {
        boolean isAt(byte[] bytes, int from, int to, long first, long last) {
            return this.first == first
                    && this.last == last
                    && name.length() == to - from
                    && (to - from <= 2 * Long.BYTES || Arrays.equals(name.array(), 0, name.length(), bytes, from, to));
        }
    }

    static {
        for (String name : NAMES.strip().split("\\s+", -1)) {
            keep(name);
            keep(name.toLowerCase(Locale.ROOT));
        }
    }

    private static final @Nullable AsciiString LENGTH = named("Content-Length");
    private static final @Nullable AsciiString LENGTH_IN_LOWER_CASE = named("content-length");

    private KnownNames() {}

    private static byte[] bytes(String name) {
        return Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), name.length() + Long.BYTES);
    }

    private static @Nullable AsciiString named(String name) {
        return of(bytes(name), 0, name.length());
    }

    /** Whether it is the one, in one of the two ways, that stands here for the name of a body's length. */
    @SuppressWarnings("ReferenceEquality") // one that is only equal is looked at letter by letter elsewhere
    static boolean isLength(AsciiString name) {
        return name == LENGTH || name == LENGTH_IN_LOWER_CASE;
    }

    private static void keep(String name) {
        if (named(name) == null) {
            byte[] bytes = bytes(name);
            long first = first(bytes, 0, name.length());
            long last = last(bytes, 0, name.length());
            int place = place(first, last);
            while (NAMED[place] != null) {
                place = (place + 1) & (ROOM - 1);
            }
            NAMED[place] = new Named(new AsciiString(name), first, last);
        }
    }

    /** The name that is written so; null where it is no known one, or stands at the very end of the array. */
    static @Nullable AsciiString of(byte[] bytes, int from, int to) {
        if (from + Long.BYTES > bytes.length) {
            return null;
        }
        long first = first(bytes, from, to);
        long last = last(bytes, from, to);
        int place = place(first, last);
        Named named = NAMED[place];
        while (named != null && !named.isAt(bytes, from, to, first, last)) {
            place = (place + 1) & (ROOM - 1);
            named = NAMED[place];
        }
        return named == null ? null : named.name();
    }

    private static long first(byte[] bytes, int from, int to) {
        long first = (long) EIGHT_BYTES.get(bytes, from);
        int length = to - from;
        return length < Long.BYTES ? first & ((1L << (length * Byte.SIZE)) - 1) : first;
    }

    private static long last(byte[] bytes, int from, int to) {
        return to - from > Long.BYTES ? (long) EIGHT_BYTES.get(bytes, to - Long.BYTES) : 0;
    }

    private static int place(long first, long last) {
        return (int) (((first * MIXER + last) * MIXER) >>> (Long.SIZE - HASH_BITS));
    }
}
