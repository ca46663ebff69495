package io.bailiwick.gateway.downstream;

import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headers of a request that this gateway acts on; those that mean one thing only when they come once stand first. */
enum KnownHeader {
    HOST,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    CONTENT_TYPE,
    CONTENT_ENCODING,
    AUTHORIZATION,
    EXPECT,
    X_API_KEY,
    TRACEPARENT,
    BAILIWICK_JURISDICTION,
    BAILIWICK_SESSION,
    BAILIWICK_PROMPT,
    ACCEPT,
    CONNECTION,
    UPGRADE,
    ANTHROPIC_VERSION,
    ANTHROPIC_BETA,
    BAILIWICK_DRILL;

    private static final KnownHeader LAST_SINGLE = BAILIWICK_PROMPT;

    /** A power of two, and large enough that most names stand alone in their place. */
    private static final int PLACES = 64;

    /** How many there are. */
    static final int COUNT = values().length;

    private static final KnownHeader[][] BY_HASH = byHash();

    @SuppressWarnings("ImmutableEnumChecker") // nothing writes into its array
    private final AsciiString text =
            AsciiString.cached(name().toLowerCase(Locale.ROOT).replace('_', '-'));

    /** By place, the bit in which a letter's two cases differ; nought for what is no letter. */
    @SuppressWarnings("ImmutableEnumChecker") // likewise
    private final byte[] caseBits = caseBits(text);

    /** In any case of letters; null for a header that means nothing here. */
    static @Nullable KnownHeader named(CharSequence name) {
        for (KnownHeader known : BY_HASH[place(name)]) {
            if (known.is(name)) {
                return known;
            }
        }
        return null;
    }

    private boolean is(CharSequence name) {
        return name instanceof AsciiString octets ? is(octets) : text.contentEqualsIgnoreCase(name);
    }

    private boolean is(AsciiString name) {
        byte[] expected = text.array();
        int length = expected.length;
        if (name.length() != length) {
            return false;
        }
        byte[] octets = name.array();
        int from = name.arrayOffset();
        int different = 0;
        for (int i = 0; i < length; i++) {
            different |= (octets[from + i] | caseBits[i]) ^ expected[i];
        }
        return different == 0;
    }

    /** Below {@link #COUNT}, for whoever keeps something of each. */
    @SuppressWarnings("EnumOrdinal") // it is written down nowhere
    int index() {
        return ordinal();
    }

    boolean isSingle() {
        return compareTo(LAST_SINGLE) <= 0;
    }

    /** The name in lower case. */
    AsciiString text() {
        return text;
    }

    private static byte[] caseBits(AsciiString lowerCase) {
        byte[] bits = new byte[lowerCase.length()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) (Character.isLowerCase(lowerCase.charAt(i)) ? 'a' ^ 'A' : 0);
        }
        return bits;
    }

    private static KnownHeader[][] byHash() {
        KnownHeader[][] places = new KnownHeader[PLACES][];
        for (int i = 0; i < PLACES; i++) {
            int here = i;
            places[i] = Arrays.stream(values())
                    .filter(known -> place(known.text) == here)
                    .toArray(KnownHeader[]::new);
        }
        return places;
    }

    /** A hash that the decoder's names hold ready, and that knows no case of letters. */
    private static int place(CharSequence name) {
        int hash = AsciiString.hashCode(name);
        return (hash ^ hash >>> 16) & PLACES - 1;
    }
}
