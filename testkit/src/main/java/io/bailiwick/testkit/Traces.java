package io.bailiwick.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The forms in which a word may have been carried along: as it is in any case, in hex, in base64 wherever it starts. */
final class Traces {
    private static final int SHORTEST = 8;

    private final List<String> anyCase;
    private final List<String> exact = new ArrayList<>();

    Traces(String word) {
        if (word.length() < SHORTEST) {
            throw new IllegalArgumentException("too short to be found for sure: " + word);
        }
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        anyCase = List.of(word.toLowerCase(Locale.ROOT), HexFormat.of().formatHex(bytes));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int own = (shift * 8 + 5) / 6; // The first characters mix in bits of what stands before the word.
            int wholeBytes = shifted.length / 3 * 4;
            exact.add(base64.substring(own, wholeBytes));
        }
    }

    boolean in(byte[] bytes) {
        return in(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    boolean in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return anyCase.stream().anyMatch(lower::contains) || exact.stream().anyMatch(text::contains);
    }
}
