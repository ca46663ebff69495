package io.bailiwick.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyBytesTest {

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Fed in random pieces; {@code announced} below zero: nobody said. */
    private static byte[] collected(Random random, byte[] body, long announced) {
        BodyBytes collected = new BodyBytes(announced);
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, 1 + random.nextInt(random.nextBoolean() ? 10 : 40_000));
            ByteBuf piece = Unpooled.wrappedBuffer(body, at, length);
            collected.add(piece);
            assertThat(piece.isReadable()).isFalse();
            at += length;
        }
        return collected.whole();
    }

    @Test
    void a_body_is_whole_however_it_is_cut_and_whatever_was_announced() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] body = random(random, random.nextInt(300_000));
            assertThat(collected(random, body, body.length)).isEqualTo(body);
            assertThat(collected(random, body, -1)).isEqualTo(body);
            assertThat(collected(random, body, random.nextInt(600_000))).isEqualTo(body);
        }
    }

    @Test
    void an_announced_body_is_not_copied_again_when_it_is_whole() {
        BodyBytes collected = new BodyBytes(100_000);
        collected.add(Unpooled.wrappedBuffer(new byte[60_000]));
        collected.add(Unpooled.wrappedBuffer(new byte[40_000]));
        assertThat(collected.whole()).hasSize(100_000).isSameAs(collected.whole());
    }

    @Test
    void a_body_of_which_much_comes_at_once_has_all_its_room_at_once() {
        BodyBytes collected = new BodyBytes(100_000);
        assertThat(collected.growsBy(60_000)).isEqualTo(100_000);
        collected.add(Unpooled.wrappedBuffer(new byte[60_000]));
        assertThat(collected.growsBy(40_000)).isZero();
    }

    @Test
    void a_head_that_only_announces_a_long_body_takes_little_room() {
        BodyBytes collected = new BodyBytes(30_000_000);
        assertThat(collected.growsBy(1)).isEqualTo(64 << 10);
        collected.add(Unpooled.wrappedBuffer(new byte[1]));
        assertThat(collected.growsBy(70_000)).isBetween(70_000 - (64 << 10), 4 * 70_000);
    }
}
