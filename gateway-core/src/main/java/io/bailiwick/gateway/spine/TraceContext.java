package io.bailiwick.gateway.spine;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context: the caller's trace continued, or one of our own. Kept as the numbers that it is of: of most traces
 * nobody ever reads the spans.
 *
 * <p>Source: W3C Trace Context, level 1, section 3.2.
 */
public final class TraceContext {

    /** The lower half of a trace id, without its first bit, is drawn evenly from as many. */
    private static final double DRAWN_FROM = 0x1p63;

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;

    /** Version, trace, span and flags, each behind the dash of the one before. */
    private static final byte[] TRACEPARENT = ("00-" + "0".repeat(TRACE_DIGITS) + "-" + "0".repeat(SPAN_DIGITS) + "-00")
            .getBytes(StandardCharsets.ISO_8859_1);

    private static final int TRACE_AT = "00-".length();
    private static final int SPAN_AT = TRACE_AT + TRACE_DIGITS + 1;

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private final long upper;
    private final long lower;
    private final long span;
    /** The caller's; nought, which is no span, where there is no caller. */
    private final long parent;

    private final @Nullable Boolean callerSamples;
    private @Nullable String traceId;

    private TraceContext(long upper, long lower, long span, long parent, @Nullable Boolean callerSamples) {
        this.upper = upper;
        this.lower = lower;
        this.span = span;
        this.parent = parent;
        this.callerSamples = callerSamples;
    }

    /** A {@code traceparent} that is malformed counts as absent. */
    static TraceContext of(@Nullable String traceparent, RandomGenerator random) {
        if (traceparent != null && traceparent.length() <= 128) {
            Matcher form = FORM.matcher(traceparent);
            if (form.matches() && (form.group(4) == null || !traceparent.startsWith("00"))) {
                return continued(form.group(1), form.group(2), samples(form.group(3)), random);
            }
        }
        return new TraceContext(drawn(random), drawn(random), drawn(random), 0, null);
    }

    private static TraceContext continued(String trace, String parent, boolean samples, RandomGenerator random) {
        return new TraceContext(
                HexFormat.fromHexDigitsToLong(trace, 0, SPAN_DIGITS),
                HexFormat.fromHexDigitsToLong(trace, SPAN_DIGITS, TRACE_DIGITS),
                drawn(random),
                HexFormat.fromHexDigitsToLong(parent),
                samples);
    }

    /** Only the last bit means anything here. */
    private static boolean samples(String flags) {
        return (Character.digit(flags.charAt(1), 16) & 1) == 1;
    }

    /** In 32 digits. On the client's loop alone, where it is made once. */
    public String traceId() {
        String known = traceId;
        if (known == null) {
            byte[] digits = new byte[TRACE_DIGITS];
            write(upper, digits, 0);
            write(lower, digits, SPAN_DIGITS);
            known = new String(digits, StandardCharsets.ISO_8859_1);
            traceId = known;
        }
        return known;
    }

    private static void write(long number, byte[] digits, int from) {
        long left = number;
        for (int i = from + SPAN_DIGITS - 1; i >= from; i--) {
            digits[i] = DIGITS[(int) left & 0xf];
            left >>>= 4;
        }
    }

    /** Of this gateway's own span, in 16 digits. */
    public String spanId() {
        return hex(span);
    }

    public @Nullable String parentSpanId() {
        return parent == 0 ? null : hex(parent);
    }

    /** What the caller's flags say; null where no caller says anything. */
    public @Nullable Boolean callerSamples() {
        return callerSamples;
    }

    /** A caller's own choice is kept; of traces without one, that share is sampled. */
    boolean sampled(double share) {
        if (callerSamples != null) {
            return callerSamples;
        }
        if (share <= 0) {
            return false;
        }
        return share >= 1
                || (lower & Long.MAX_VALUE) < share * DRAWN_FROM; // as a double, the last of them is as many as all
    }

    /** For one attempt: our own span is the parent there, never the caller's. */
    @SuppressWarnings("deprecation") // it keeps the low octet of each, which is all that a digit has
    AsciiString traceparent(long attemptSpan, boolean sampled) {
        byte[] said = TRACEPARENT.clone();
        traceId().getBytes(0, TRACE_DIGITS, said, TRACE_AT);
        write(attemptSpan, said, SPAN_AT);
        if (sampled) {
            said[said.length - 1] = '1';
        }
        return new AsciiString(said, false);
    }

    /** By the span, which is drawn here: a caller can say the same trace again and again. */
    @Override
    public int hashCode() {
        return Long.hashCode(span);
    }

    /** No two are of the same request. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    static String flags(boolean sampled) {
        return sampled ? "01" : "00";
    }

    /** A span's id, in 16 digits. */
    static String hex(long span) {
        return HEX.toHexDigits(span);
    }

    /** The id of a new span, or half of a trace's; nought is no id. */
    static long drawn(RandomGenerator random) {
        long drawn = random.nextLong();
        return drawn == 0 ? 1 : drawn;
    }
}
