package io.bailiwick.routing.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final AtomicLong nanos = new AtomicLong();
    private final RetryBudget budget = new RetryBudget(nanos::get);

    @Test
    void an_outage_is_not_answered_with_a_storm() {
        int retries = 0;
        for (int request = 0; request < 1000; request++) {
            budget.earn();
            if (budget.spend()) {
                retries++;
            }
        }

        assertThat(retries).isBetween(190, 215);
    }

    @Test
    void a_quiet_gateway_can_still_move_on() {
        for (int i = 0; i < 10; i++) {
            assertThat(budget.spend()).isTrue();
        }
        assertThat(budget.spend()).isFalse();
        nanos.addAndGet(1_000_000_000L);
        assertThat(budget.spend()).isTrue();
    }
}
