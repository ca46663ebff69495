package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClientKeyTest {

    @Test
    void a_new_key_is_printable_long_and_known_by_its_digest() {
        ClientKey key = ClientKey.generate(new SplittableRandom(1));

        assertThat(key.reveal()).matches("bw-[A-Za-z0-9_-]{43}");
        assertThat(key.digest()).isEqualTo(KeyDigest.of(key.reveal().getBytes(StandardCharsets.UTF_8)));
        assertThat(key.toString()).doesNotContain(key.reveal());
    }

    @Test
    void no_two_keys_are_the_same() {
        SplittableRandom random = new SplittableRandom(1);

        assertThat(ClientKey.generate(random).reveal())
                .isNotEqualTo(ClientKey.generate(random).reveal());
    }

    @Test
    void a_digest_is_written_as_it_is_read() {
        String line = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(KeyDigest.of("abc".getBytes(StandardCharsets.UTF_8))).hasToString(line);
        assertThat(KeyDigest.parse(line)).hasToString(line);
    }

    @Test
    void anything_else_is_no_digest() {
        assertThat(KeyDigest.parse("sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"))
                .isNull();
        assertThat(KeyDigest.parse("sha256:ba78")).isNull();
        assertThat(KeyDigest.parse("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
                .isNull();
        assertThat(KeyDigest.parse("")).isNull();
    }
}
