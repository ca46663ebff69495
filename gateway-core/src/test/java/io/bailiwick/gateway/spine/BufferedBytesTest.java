package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whoever has not been let in cannot take the room of those who have. */
class BufferedBytesTest {

    private final BufferedBytes buffered = new BufferedBytes(1000);

    @Test
    void those_before_their_turn_leave_half_to_the_others() {
        assertThat(buffered.takeBeforeTurn(500)).isTrue();
        assertThat(buffered.takeBeforeTurn(1)).isFalse();
        assertThat(buffered.take(500)).isTrue();
        assertThat(buffered.take(1)).isFalse();
        assertThat(buffered.held()).isEqualTo(1000);
    }

    @Test
    void what_is_given_back_may_be_taken_again_and_what_was_not_taken_is_not_held() {
        assertThat(buffered.take(1001)).isFalse();
        assertThat(buffered.takeBeforeTurn(501)).isFalse();
        assertThat(buffered.held()).isZero();
        assertThat(buffered.takeBeforeTurn(500)).isTrue();
        buffered.giveBackBeforeTurn(500);
        assertThat(buffered.held()).isZero();
        assertThat(buffered.takeBeforeTurn(500)).isTrue();
    }

    @Test
    void those_before_their_turn_are_not_sent_away_for_what_others_hold() {
        assertThat(buffered.take(600)).isTrue();
        assertThat(buffered.takeBeforeTurn(400)).isTrue();
        assertThat(buffered.takeBeforeTurn(1)).isFalse();
        assertThat(buffered.takeBeforeTurn(0))
                .as("what takes no room needs none")
                .isTrue();
    }
}
