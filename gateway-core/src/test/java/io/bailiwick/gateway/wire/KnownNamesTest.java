package io.bailiwick.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A known name stands for the very octets that were written, and for nothing else. */
class KnownNamesTest {

    private static final List<String> NAMES = List.of(
            "Host",
            "Date",
            "via",
            "Authorization",
            "authorization",
            "Content-Type",
            "content-length",
            "Content-Length",
            "X-Api-Key",
            "anthropic-version",
            "Strict-Transport-Security",
            "x-ratelimit-remaining-requests",
            "X-Stainless-Package-Version");

    @Test
    void a_known_name_is_found_wherever_it_stands_and_as_it_is_written() {
        for (String name : NAMES) {
            for (int at = 0; at < 9; at++) {
                byte[] octets = ("x".repeat(at) + name + ": value").getBytes(StandardCharsets.US_ASCII);
                assertThat(known(octets, at, at + name.length())).isEqualTo(name);
            }
        }
    }

    @Test
    void a_name_that_differs_in_one_octet_is_not_mistaken_for_it() {
        for (String name : NAMES) {
            byte[] octets = (name + ": value").getBytes(StandardCharsets.US_ASCII);
            for (int at = 0; at < name.length(); at++) {
                for (int octet = 0; octet < 256; octet++) {
                    byte[] changed = octets.clone();
                    changed[at] = (byte) octet;
                    String written = new String(changed, 0, name.length(), StandardCharsets.ISO_8859_1);
                    assertThat(known(changed, 0, name.length())).isIn(null, written);
                }
            }
        }
    }

    @Test
    void a_part_of_a_name_and_a_longer_one_are_other_names() {
        for (String name : NAMES) {
            byte[] octets = (name + "x: value").getBytes(StandardCharsets.US_ASCII);
            for (int to = 0; to <= name.length() + 1; to++) {
                String written = new String(octets, 0, to, StandardCharsets.US_ASCII);
                assertThat(known(octets, 0, to)).isIn(null, written);
            }
        }
    }

    @Test
    void a_name_at_the_very_end_of_the_array_is_read_no_further() {
        byte[] octets = "Host".getBytes(StandardCharsets.US_ASCII);
        assertThat(known(octets, 0, 4)).isNull();
        assertThat(known(Arrays.copyOf(octets, 8), 0, 4)).isEqualTo("Host");
    }

    @Test
    void the_length_is_known_in_both_its_ways_and_no_other_name_passes_for_it() {
        for (String name : NAMES) {
            byte[] octets = (name + ": value").getBytes(StandardCharsets.US_ASCII);
            AsciiString known = Objects.requireNonNull(KnownNames.of(octets, 0, name.length()));
            assertThat(KnownNames.isLength(known)).isEqualTo(name.equalsIgnoreCase("content-length"));
        }
        assertThat(KnownNames.isLength(new AsciiString("Content-Length"))).isFalse();
    }

    private static @Nullable String known(byte[] octets, int from, int to) {
        AsciiString known = KnownNames.of(octets, from, to);
        return known == null ? null : known.toString();
    }
}
