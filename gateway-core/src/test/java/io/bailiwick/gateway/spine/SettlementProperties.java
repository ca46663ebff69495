package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.spine.Settlement.By;
import io.bailiwick.providers.Usage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SettlementProperties {

    @Property
    void what_was_never_sent_costs_nothing_however_it_ended(
            @ForAll Outcome outcome, @ForAll @LongRange(min = 0) long reserved) {
        assertThat(Settlement.of(false, outcome, usage(7L, 7L), reserved)).isEqualTo(new Settlement(By.NOTHING, 0));
    }

    @Property
    void what_nobody_counted_costs_what_was_reserved_and_what_was_counted_in_part_never_less(
            @ForAll Outcome outcome,
            @ForAll @LongRange(min = 0, max = 1_000_000) long reserved,
            @ForAll @LongRange(min = 0, max = 1_000_000) long input) {
        Settlement unknown = Settlement.of(true, outcome, Usage.UNKNOWN, reserved);
        Settlement partly = Settlement.of(true, outcome, usage(input, null), reserved);
        if (outcome == Outcome.CLIENT_ERROR) {
            assertThat(unknown.by()).as("the endpoint refused to work on it").isEqualTo(By.NOTHING);
        } else if (outcome == Outcome.OK) {
            assertThat(unknown).isEqualTo(new Settlement(By.ESTIMATE, reserved));
            assertThat(partly).isEqualTo(new Settlement(By.USAGE, input));
        } else {
            assertThat(unknown).isEqualTo(new Settlement(By.ESTIMATE, reserved));
            assertThat(partly).isEqualTo(new Settlement(By.ESTIMATE, Math.max(reserved, input)));
        }
    }

    @Test
    void what_the_endpoint_counted_is_what_it_costs() {
        assertThat(Settlement.of(true, Outcome.OK, usage(30L, 12L), 500)).isEqualTo(new Settlement(By.USAGE, 42));
        assertThat(Settlement.of(true, Outcome.OK, usage(-5L, 12L), 500))
                .as("a count below nothing earns nothing")
                .isEqualTo(new Settlement(By.USAGE, 12));
    }

    private static Usage usage(Long input, Long output) {
        return new Usage(input, output, null, null, null);
    }
}
