package io.bailiwick.gateway.spine;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context: the caller's trace continued, or one of our own.
 *
 * <p>Source: W3C Trace Context, level 1, section 3.2.
 *
 * @param callerSamples what the caller's flags say; null where no caller says anything
 */
public record TraceContext(
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        @Nullable Boolean callerSamples) {

    /** The lower half of a trace id, without its first bit, is drawn evenly from as many. */
    private static final double DRAWN_FROM = 0x1p63;

    private static final int DIGITS_OF_ONE = 16;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /** A {@code traceparent} that is malformed counts as absent. */
    static TraceContext of(@Nullable String traceparent, RandomGenerator random) {
        if (traceparent != null && traceparent.length() <= 128) {
            Matcher form = FORM.matcher(traceparent);
            if (form.matches() && (form.group(4) == null || !traceparent.startsWith("00"))) {
                return new TraceContext(form.group(1), hex(random), form.group(2), samples(form.group(3)));
            }
        }
        return new TraceContext(hex(random, 2), hex(random), null, null);
    }

    /** Only the last bit means anything here. */
    private static boolean samples(String flags) {
        return (Character.digit(flags.charAt(1), 16) & 1) == 1;
    }

    /** A caller's own choice is kept; of traces without one, that share is sampled. */
    boolean sampled(double share) {
        if (callerSamples != null) {
            return callerSamples;
        }
        if (share <= 0) {
            return false;
        }
        long drawn = Long.parseUnsignedLong(traceId, 16, 32, 16) & Long.MAX_VALUE;
        return share >= 1 || drawn < share * DRAWN_FROM; // as a double, the last of them is as many as all
    }

    /** For one attempt: our own span is the parent there, never the caller's. */
    String traceparent(String attemptSpanId, boolean sampled) {
        return "00-" + traceId + "-" + attemptSpanId + "-" + flags(sampled);
    }

    static String flags(boolean sampled) {
        return sampled ? "01" : "00";
    }

    static String hex(RandomGenerator random) {
        return hex(random, 1);
    }

    /** Sixteen digits for each of so many numbers, none of which is nought. */
    private static String hex(RandomGenerator random, int numbers) {
        byte[] digits = new byte[numbers * DIGITS_OF_ONE];
        for (int i = 0; i < digits.length; i += DIGITS_OF_ONE) {
            long drawn = random.nextLong();
            write(drawn == 0 ? 1 : drawn, digits, i);
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    private static void write(long number, byte[] digits, int from) {
        long left = number;
        for (int i = from + DIGITS_OF_ONE - 1; i >= from; i--) {
            digits[i] = DIGITS[(int) left & 0xf];
            left >>>= 4;
        }
    }
}
