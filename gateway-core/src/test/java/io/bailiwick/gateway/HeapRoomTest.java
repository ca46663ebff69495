package io.bailiwick.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.config.Limits;
import org.junit.jupiter.api.Test;

class HeapRoomTest {

    private static final long MIB = 1 << 20;

    @Test
    void a_heap_that_carries_the_limit_changes_nothing() {
        assertThat(new HeapRoom(1024 * MIB).bufferedBytes(Limits.DEFAULT)).isEqualTo(Limits.DEFAULT.bufferedBytes());
    }

    @Test
    void of_a_smaller_heap_a_quarter_may_be_filled() {
        assertThat(new HeapRoom(200 * MIB).bufferedBytes(Limits.DEFAULT)).isEqualTo(50 * MIB);
    }

    @Test
    void there_is_no_heap_of_nothing() {
        assertThatThrownBy(() -> new HeapRoom(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
