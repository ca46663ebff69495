package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Every octet is seen for what it is at every place of a string, in the first words, in eight at once, in stretches, and in the rest. */
class StringScanTest {

    private static final int LONGEST = 150;

    @Test
    void every_octet_at_every_place_ends_what_is_plain_or_does_not() {
        for (int length : new int[] {0, 1, 7, 8, 9, 15, 16, 17, 23, 24, 63, 64, 65, 80, 81, 128, LONGEST}) {
            for (int place = 0; place < length; place++) {
                for (int octet = 0; octet < 256; octet++) {
                    look(length, place, (byte) octet);
                }
            }
        }
    }

    @Test
    void what_is_looked_at_in_stretches_is_seen_at_every_place_too() {
        int[] neighbours = {0, 0x1f, ' ', '!', '"', '#', '[', '\\', ']', 0x7f, 0x80, 0xff};
        for (int length : new int[] {511, 512, 1535, 1536, 1537, 1599, 2560, 2700}) {
            for (int place = 0; place < length; place++) {
                for (int octet : neighbours) {
                    look(length, place, (byte) octet);
                }
            }
        }
    }

    private static void look(int length, int place, byte octet) {
        int from = 3;
        byte[] bytes = new byte[from + length + 1 + place % 20];
        Arrays.fill(bytes, (byte) 'a');
        bytes[from + length] = '"';
        bytes[from + place] = octet;
        int to = bytes.length;
        int plainEnd = plainEnd(bytes, from, to);
        assertThat(StringScan.plainEnd(bytes, from, to)).isEqualTo(plainEnd);
        assertThat(StringScan.plainStringEnd(bytes, from, to)).isEqualTo(bytes[plainEnd] == '"' ? plainEnd : ~plainEnd);
        assertThat(StringScan.plainStringEnd(bytes, from, from + length))
                .isEqualTo(
                        plainEnd < from + length && bytes[plainEnd] == '"'
                                ? plainEnd
                                : ~Math.min(plainEnd, from + length));
    }

    private static int plainEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }
}
