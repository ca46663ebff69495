package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whoever has not been let in cannot take the room of those who have. */
class BufferedBytesTest {

    private final BufferedBytes buffered = new BufferedBytes(1000);
    private final BufferedBytes.Share letIn = buffered.share();
    private final BufferedBytes.Share before = buffered.shareBeforeTurn();

    @Test
    void those_before_their_turn_leave_half_to_the_others() {
        assertThat(before.take(500)).isTrue();
        assertThat(before.take(1)).isFalse();
        assertThat(letIn.take(500)).isTrue();
        assertThat(letIn.take(1)).isFalse();
        assertThat(buffered.held()).isEqualTo(1000);
    }

    @Test
    void what_is_given_back_may_be_taken_again_and_what_was_not_taken_is_not_held() {
        assertThat(letIn.take(1001)).isFalse();
        assertThat(before.take(501)).isFalse();
        assertThat(buffered.held()).isZero();
        assertThat(before.take(500)).isTrue();
        before.giveBack(500);
        assertThat(buffered.held()).isZero();
        assertThat(before.take(500)).isTrue();
    }

    @Test
    void those_before_their_turn_are_not_sent_away_for_what_others_hold() {
        assertThat(letIn.take(600)).isTrue();
        assertThat(before.take(400)).isTrue();
        assertThat(before.take(1)).isFalse();
        assertThat(before.take(0)).as("what takes no room needs none").isTrue();
    }

    @Test
    void whoever_ends_gives_back_what_it_took_and_nothing_of_others() {
        BufferedBytes.Share other = buffered.share();
        assertThat(letIn.take(300)).isTrue();
        assertThat(other.take(200)).isTrue();
        assertThat(before.take(100)).isTrue();
        letIn.giveBack(100);
        letIn.giveBackAll();
        letIn.giveBackAll();
        assertThat(buffered.held()).isEqualTo(300);
        before.giveBackAll();
        assertThat(buffered.held()).isEqualTo(200);
        assertThat(before.take(500)).isTrue();
    }
}
