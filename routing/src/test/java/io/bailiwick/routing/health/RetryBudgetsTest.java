package io.bailiwick.routing.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetsTest {

    private final RetryBudgets budgets = new RetryBudgets(() -> 0);

    @Test
    void an_outage_in_one_jurisdiction_spends_nothing_of_anothers() {
        int spent = 0;
        while (budgets.of("us").spend()) {
            spent++;
        }
        assertThat(spent).isEqualTo(10);
        assertThat(budgets.of("us").spend()).isFalse();
        for (int i = 0; i < 10; i++) {
            assertThat(budgets.of("eu").spend()).isTrue();
        }
        assertThat(budgets.of("eu").spend()).isFalse();
    }

    @Test
    void requests_of_one_jurisdiction_earn_nothing_for_another() {
        while (budgets.of("us").spend()) {
            assertThat(budgets.of("us")).isSameAs(budgets.of("us"));
        }
        for (int i = 0; i < 100; i++) {
            budgets.of("eu").earn();
        }
        assertThat(budgets.of("us").spend()).isFalse();
    }
}
