package io.bailiwick.identity.allowance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpendingTest {

    private static final Allowances.Grant EU = grant("acme", "eu");
    private static final Allowances.Grant US = grant("acme", "us");

    private final AtomicLong nanos = new AtomicLong(-7); // nanoTime may be negative
    private final Spending spending = new Spending(nanos::get);

    @Test
    void as_many_requests_as_a_minute_allows_and_then_one_whenever_its_time_has_come() {
        Allowance six = new Allowance(6L, null);
        for (int i = 0; i < 6; i++) {
            assertThat(spending.reserve(EU, six, 1_000)).isInstanceOf(Reservation.class);
        }
        Reserving.TooMuch refused = refused(spending.reserve(EU, six, 0));
        assertThat(refused.kind()).isEqualTo("requests");
        toTheNanosecond(Duration.ofSeconds(10), refused);

        nanos.addAndGet(refused.after().toNanos() - 2);
        assertThat(spending.reserve(EU, six, 0)).isInstanceOf(Reserving.TooMuch.class);
        nanos.addAndGet(2);
        assertThat(spending.reserve(EU, six, 0)).isInstanceOf(Reservation.class);
        assertThat(spending.reserve(EU, six, 0)).isInstanceOf(Reserving.TooMuch.class);
    }

    @Test
    void a_jurisdiction_spends_nothing_of_anothers() {
        Allowance one = new Allowance(1L, null);
        assertThat(spending.reserve(EU, one, 0)).isInstanceOf(Reservation.class);
        assertThat(spending.reserve(EU, one, 0)).isInstanceOf(Reserving.TooMuch.class);
        assertThat(spending.reserve(US, one, 0)).isInstanceOf(Reservation.class);
        assertThat(spending.reserve(grant("globex", "eu"), one, 0)).isInstanceOf(Reservation.class);
    }

    @Test
    void what_was_reserved_and_not_used_is_given_back() {
        Allowance allowance = new Allowance(null, 100L);
        Reservation reserved = reserved(spending.reserve(EU, allowance, 80));
        assertThat(refused(spending.reserve(EU, allowance, 80)).kind()).isEqualTo("tokens");

        reserved.settle(20);
        reserved.settle(0); // a second ending is none
        reserved.giveBack();

        assertThat(tokens(reserved.left()).remaining()).isEqualTo(80);
        assertThat(spending.reserve(EU, allowance, 80)).isInstanceOf(Reservation.class);
    }

    @Test
    void what_was_used_beyond_the_estimate_is_owed() {
        Allowance allowance = new Allowance(null, 60L);
        reserved(spending.reserve(EU, allowance, 10)).settle(90);

        Reserving.TooMuch refused = refused(spending.reserve(EU, allowance, 1));
        assertThat(refused.kind()).isEqualTo("tokens");
        toTheNanosecond(Duration.ofSeconds(31), refused);
        nanos.addAndGet(refused.after().toNanos());
        assertThat(spending.reserve(EU, allowance, 1)).isInstanceOf(Reservation.class);
    }

    @Test
    void an_absurd_count_of_an_upstream_puts_nobody_out_for_longer_than_an_hour() {
        Allowance allowance = new Allowance(null, 60L);
        reserved(spending.reserve(EU, allowance, 60)).settle(Long.MAX_VALUE);

        assertThat(refused(spending.reserve(EU, allowance, 1)).after())
                .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
    }

    @Test
    void a_request_expected_to_cost_more_than_a_minute_waits_for_a_whole_one() {
        Allowance allowance = new Allowance(null, 100L);
        Reservation reserved = reserved(spending.reserve(EU, allowance, Long.MAX_VALUE));
        assertThat(reserved.reservedTokens()).isEqualTo(100);
        toTheNanosecond(Duration.ofMinutes(1), refused(spending.reserve(EU, allowance, Long.MAX_VALUE)));
    }

    @Test
    void a_request_that_tokens_refuse_is_not_counted_as_one() {
        Allowance allowance = new Allowance(2L, 100L);
        spending.reserve(EU, allowance, 100);
        for (int i = 0; i < 10; i++) {
            assertThat(refused(spending.reserve(EU, allowance, 1)).kind()).isEqualTo("tokens");
        }
        assertThat(spending.reserve(EU, allowance, 0)).isInstanceOf(Reservation.class);
    }

    @Test
    void where_both_ran_out_the_longer_wait_is_told() {
        Allowance allowance = new Allowance(60L, 60L);
        for (int i = 0; i < 60; i++) {
            spending.reserve(EU, allowance, 1);
        }
        Reserving.TooMuch refused = refused(spending.reserve(EU, allowance, 30));
        assertThat(refused.kind()).isEqualTo("tokens");
        toTheNanosecond(Duration.ofSeconds(30), refused);
    }

    @Test
    void changed_numbers_hold_at_once_and_nobody_earns_a_minute_by_them() {
        reserved(spending.reserve(EU, new Allowance(10L, null), 0));
        assertThat(requests(reserved(spending.reserve(EU, new Allowance(4L, null), 0))
                                .left())
                        .remaining())
                .isEqualTo(3);
        assertThat(requests(reserved(spending.reserve(EU, new Allowance(1_000L, null), 0))
                                .left())
                        .remaining())
                .isEqualTo(2);
        assertThat(requests(reserved(spending.reserve(EU, new Allowance(1_000L, null), 0))
                                .left())
                        .limit())
                .isEqualTo(1_000);
    }

    @Test
    void what_never_began_costs_nothing() {
        Allowance allowance = new Allowance(1L, 10L);
        reserved(spending.reserve(EU, allowance, 10)).giveBack();
        assertThat(spending.reserve(EU, allowance, 10)).isInstanceOf(Reservation.class);
    }

    @Test
    void what_is_left_says_when_all_of_it_is_there_again() {
        Allowance allowance = new Allowance(60L, null);
        Left left = reserved(spending.reserve(EU, allowance, 0)).left();
        assertThat(left.tokens()).isNull();
        assertThat(requests(left)).isEqualTo(new Left.Of(60, 59, Duration.ofSeconds(1)));
    }

    @Test
    void all_processes_together_grant_no_more_than_is_written() {
        assertThat(new Allowance(10L, 7L).sharedBy(3)).isEqualTo(new Allowance(3L, 2L));
        assertThat(new Allowance(10L, null).sharedBy(1)).isEqualTo(new Allowance(10L, null));
        assertThat(new Allowance(10L, 2L).isEnoughFor(3)).isFalse();
        assertThat(new Allowance(10L, 3L).isEnoughFor(3)).isTrue();
        assertThatThrownBy(() -> new Allowance(null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Allowance(0L, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_narrower_jurisdiction_draws_on_the_wider_ones_allowance_and_on_no_other() {
        Allowances.Grant eu = new Allowances.Grant("acme", "eu", new Allowance(1L, null), List.of("eu", "de"));
        Allowances allowances = new Allowances(List.of(eu));
        assertThat(allowances.of("acme", "de")).isEqualTo(eu);
        assertThat(allowances.of("globex", "eu")).isNull();
        Allowances.Grant de = new Allowances.Grant("acme", "de", new Allowance(1L, null), List.of("de"));
        assertThatThrownBy(() -> new Allowances(List.of(eu, de))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Allowances.Grant grant(String tenant, String jurisdiction) {
        return new Allowances.Grant(tenant, jurisdiction, new Allowance(1L, null), List.of(jurisdiction));
    }

    private static Reservation reserved(Reserving answer) {
        return answer.match(reserved -> reserved, tooMuch -> {
            throw new AssertionError(tooMuch);
        });
    }

    private static Reserving.TooMuch refused(Reserving answer) {
        return answer.match(
                reserved -> {
                    throw new AssertionError(reserved);
                },
                tooMuch -> tooMuch);
    }

    private static void toTheNanosecond(Duration expected, Reserving.TooMuch told) {
        assertThat(told.after()).isBetween(expected, expected.plusNanos(1));
    }

    private static Left.Of requests(Left left) {
        assertThat(left.requests()).isNotNull();
        return left.requests();
    }

    private static Left.Of tokens(Left left) {
        assertThat(left.tokens()).isNotNull();
        return left.tokens();
    }
}
