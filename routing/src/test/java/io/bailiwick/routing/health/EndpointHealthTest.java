package io.bailiwick.routing.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Endpoint;
import io.bailiwick.routing.Places;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.RoutingObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {

    private final Jurisdiction eu = Places.jurisdiction("eu", "DE");
    private final Jurisdiction other = Places.jurisdiction("other", "DE", "FR");
    private final Candidate home = Places.candidate("home", Reach.of(Places.FRANKFURT));
    private final AtomicLong nanos = new AtomicLong(1);
    private final List<List<Quarantine.Entry>> kept = new ArrayList<>();
    private final Quarantine quarantine = new Quarantine(List.of(), kept::add);
    private final List<String> told = new ArrayList<>();
    private final List<String> named = new ArrayList<>();
    private final EndpointHealth health = new EndpointHealth(
            quarantine,
            nanos::get,
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return Instant.ofEpochSecond(0, nanos.get());
                }
            },
            new RoutingObserver() {
                @Override
                public void rests(Candidate candidate, RestReason why, Duration length) {
                    told.add("rests: " + why);
                    named.add(candidate.endpoint().name());
                }

                @Override
                public void serves(Candidate candidate) {
                    told.add("serves");
                }
            });

    @Test
    void a_longer_rest_stands_whoever_asks_for_a_shorter_one() {
        Admission.Ticket first = ticket();
        Admission.Ticket second = ticket();
        first.asksToRest(Duration.ofSeconds(30), RestReason.CREDENTIAL);
        second.restsMeanwhile(Duration.ofSeconds(2));
        second.asksToRest(Duration.ofSeconds(1), RestReason.ASKED);
        assertThat(health.changesIn(home)).isEqualTo(Duration.ofSeconds(30));
        assertThat(told).containsExactly("rests: " + RestReason.CREDENTIAL);
    }

    @Test
    void whoever_waits_is_called_by_whatever_ends_an_attempt_when_all_that_it_means_stands() {
        List<String> called = new ArrayList<>();
        Pool pool = Places.pool(eu, Places.tier(home));
        Admission.Ticket first = (Admission.Ticket) health.admit(home, eu);
        Admission.Ticket second = (Admission.Ticket) health.admit(home, eu);
        health.waiting()
                .join(pool, List.of(home.key()), 10, () -> called.add(String.valueOf(health.unavailable(home, eu))));

        first.abandoned();
        second.asksToRest(Duration.ofSeconds(7), RestReason.ASKED);
        second.failed();

        assertThat(called).as("once for each ending").containsExactly("null", "resting");
        assertThat(health.changesIn(home)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void whoever_waits_knows_when_time_alone_will_change_something() {
        assertThat(health.changesIn(home)).as("it takes attempts").isNull();
        for (int i = 0; i < 5; i++) {
            ((Admission.Ticket) health.admit(home, eu)).failed();
        }
        assertThat(health.changesIn(home)).isEqualTo(Duration.ofSeconds(5));
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(health.changesIn(home)).isEqualTo(Duration.ZERO);
        List<String> called = new ArrayList<>();
        health.waiting().join(Places.pool(eu, Places.tier(home)), List.of(home.key()), 10, () -> called.add("called"));
        health.probed(home, true);
        assertThat(called).as("a probe was answered").containsExactly("called");
        assertThat(health.changesIn(home)).as("its probes will show").isNull();
    }

    @Test
    void a_place_that_a_reload_calls_otherwise_rests_under_its_new_name() {
        ticket().succeeded();
        Endpoint before = home.endpoint();
        Candidate renamed = new Candidate(
                new Endpoint("renamed", before.url(), before.provider(), before.apis(), Set.of(), false, 2),
                home.model(),
                home.reach(),
                home.promise(),
                home.bestEvidence());
        for (int i = 0; i < 4; i++) {
            ((Admission.Ticket) health.admit(renamed, eu)).failed();
        }
        assertThat(named).containsExactly("renamed");
    }

    @Test
    void an_endpoint_that_keeps_failing_rests_and_is_probed_after_a_while() {
        for (int i = 0; i < 5; i++) {
            ticket().failed();
        }

        assertThat(reason()).isEqualTo("resting");
        assertThat(health.standing(home)).isEqualTo(Standing.RESTING);
        advance(Duration.ofSeconds(6));
        ticket().succeeded();
        assertThat(health.standing(home)).isEqualTo(Standing.PROBING);
        ticket().succeeded();
        assertThat(health.standing(home)).isEqualTo(Standing.SERVING);
        assertThat(told).containsExactly("rests: failures", "serves");
    }

    @Test
    void it_is_told_each_time_that_an_endpoint_rests_and_serves_again_though_an_answer_made_the_count_full() {
        for (int round = 0; round < 3; round++) {
            told.clear();
            List.of(1, 2, 3).forEach(failure -> ticket().failed());
            List.of(4, 5).forEach(answer -> ticket().succeeded());

            assertThat(told).containsExactly("rests: failures");
            assertThat(health.standing(home)).isEqualTo(Standing.RESTING);

            advance(Duration.ofSeconds(6));
            List.of(1, 2).forEach(probe -> ticket().succeeded());

            assertThat(told).containsExactly("rests: failures", "serves");
            assertThat(health.standing(home)).isEqualTo(Standing.SERVING);
        }
    }

    @Test
    void a_client_that_leaves_says_nothing_about_the_endpoint() {
        for (int i = 0; i < 50; i++) {
            ticket().abandoned();
        }

        assertThat(health.standing(home)).isEqualTo(Standing.SERVING);
    }

    @Test
    void an_endpoint_that_asks_to_rest_is_left_alone_as_long_as_it_asked() {
        ticket().asksToRest(Duration.ofSeconds(3), RestReason.ASKED);

        assertThat(reason()).isEqualTo("resting");
        advance(Duration.ofMillis(2999));
        assertThat(reason()).isEqualTo("resting");
        advance(Duration.ofMillis(2));
        ticket().succeeded();
    }

    @Test
    void no_upstream_can_rest_itself_for_hours() {
        ticket().asksToRest(Duration.ofDays(1), RestReason.ASKED);

        advance(Duration.ofMinutes(2).plusMillis(1));
        ticket().succeeded();
    }

    @Test
    void whoever_answers_and_has_nothing_left_rests_meanwhile_but_not_for_long() {
        Admission.Ticket last = ticket();
        last.restsMeanwhile(Duration.ofHours(1));

        assertThat(reason()).isEqualTo("resting");
        last.succeeded();
        assertThat(reason()).isEqualTo("resting");
        advance(Duration.ofSeconds(20).plusMillis(1));
        ticket().succeeded();
    }

    @Test
    void a_later_reply_shortens_no_rest_that_was_asked_for() {
        Admission.Ticket first = ticket();
        ticket().asksToRest(Duration.ofSeconds(30), RestReason.ASKED);
        first.restsMeanwhile(Duration.ofMillis(1));

        advance(Duration.ofSeconds(29));
        assertThat(reason()).isEqualTo("resting");
    }

    @Test
    void more_attempts_than_it_takes_are_turned_away_until_one_ends() {
        Admission.Ticket first = ticket();
        ticket();

        assertThat(reason()).isEqualTo("saturated");
        first.succeeded();
        first.succeeded();
        ticket();
        assertThat(reason()).isEqualTo("saturated");
    }

    @Test
    void quarantine_holds_for_one_jurisdiction_until_it_is_lifted_and_is_kept() {
        Reach inParis = Reach.of(Places.PARIS);
        quarantine.add(home.key(), eu, inParis);
        quarantine.add(home.key(), eu, inParis);

        assertThat(reason()).isEqualTo("quarantined");
        assertThat(health.unavailable(home, other)).isNull();
        assertThat(kept).containsExactly(List.of(new Quarantine.Entry(home.key(), "eu", inParis)));
        assertThat(quarantine.lift(home.key())).containsExactly("eu");
        assertThat(kept)
                .last()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isEmpty();
        ticket().succeeded();
    }

    @Test
    void a_failed_probe_rests_it_and_a_good_one_lets_it_be_tried() {
        assertThat(health.breaker(home)).isEqualTo("closed");
        health.probed(home, false);
        assertThat(health.standing(home)).isEqualTo(Standing.RESTING);
        assertThat(health.breaker(home)).isEqualTo("open");
        assertThat(health.rest(home)).isEqualTo(new Rest(RestReason.FAILURES, Duration.ofSeconds(5)));
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(health.rest(home)).isNull();
        assertThat(health.standing(home))
                .as("the next attempt is let in to see")
                .isEqualTo(Standing.PROBING);

        health.probed(home, true);
        assertThat(health.standing(home)).isEqualTo(Standing.PROBING);
        assertThat(health.breaker(home)).isEqualTo("half_open");
    }

    @Test
    void an_endpoint_that_nobody_asks_serves_again_once_two_probes_in_a_row_say_so() {
        health.probed(home, false);
        health.probed(home, false);
        health.probed(home, true);
        health.probed(home, false);
        health.probed(home, true);
        assertThat(health.standing(home)).isEqualTo(Standing.PROBING);
        health.probed(home, true);
        health.probed(home, true);

        assertThat(health.standing(home)).isEqualTo(Standing.SERVING);
        assertThat(told).containsExactly("rests: failures", "rests: failures", "serves");
    }

    @Test
    void what_attempts_found_failing_and_probes_find_well_is_rested_by_the_first_attempt_that_fails_again() {
        restedByAttempts();
        health.probed(home, true);
        health.probed(home, true);
        assertThat(health.standing(home)).isEqualTo(Standing.SERVING);

        ticket().failed();
        assertThat(health.standing(home)).isEqualTo(Standing.RESTING);
        assertThat(told).containsExactly("rests: failures", "serves", "rests: failures");
    }

    @Test
    void an_attempt_that_is_answered_ends_the_probation_that_probes_began() {
        restedByAttempts();
        health.probed(home, true);
        health.probed(home, true);

        ticket().succeeded();
        ticket().failed();
        assertThat(health.standing(home)).isEqualTo(Standing.SERVING);
    }

    @Test
    void a_probe_does_not_speak_for_an_attempt_that_is_under_way() {
        restedByAttempts();
        health.probed(home, true);
        Admission.Ticket trial = ticket();
        health.probed(home, true);
        health.probed(home, true);
        assertThat(health.standing(home)).isEqualTo(Standing.PROBING);

        trial.failed();
        assertThat(health.standing(home)).isEqualTo(Standing.RESTING);
    }

    private void restedByAttempts() {
        for (int i = 0; i < 5; i++) {
            ticket().failed();
        }
        assertThat(health.standing(home)).isEqualTo(Standing.RESTING);
    }

    private Admission.Ticket ticket() {
        return health.admit(home, eu).match(ticket -> ticket, no -> {
            throw new AssertionError(no.reason());
        });
    }

    private String reason() {
        return health.admit(home, eu)
                .match(
                        ticket -> {
                            throw new AssertionError("admitted");
                        },
                        Admission.No::reason);
    }

    private void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
