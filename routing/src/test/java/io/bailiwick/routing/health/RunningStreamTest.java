package io.bailiwick.routing.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Places;
import io.bailiwick.routing.RoutingObserver;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a reply counts for that has begun and has not ended. */
class RunningStreamTest {

    private final Jurisdiction eu = Places.jurisdiction("eu", "DE");
    private final Candidate home = Places.candidate("home", Reach.of(Places.FRANKFURT));
    private final AtomicLong nanos = new AtomicLong(1);
    private final EndpointHealth health = new EndpointHealth(
            new Quarantine(List.of(), kept -> {}), nanos::get, Clock.systemUTC(), RoutingObserver.NONE);

    @Test
    void streams_that_are_still_running_prove_that_an_endpoint_serves_again() {
        probing();
        Admission.Ticket first = ticket();
        Admission.Ticket second = ticket();
        first.answers();
        assertThat(health.standing(home)).isEqualTo(Standing.PROBING);
        second.answers();
        assertThat(health.standing(home)).isEqualTo(Standing.SERVING);
        assertThat(health.underWay(home)).isEqualTo(2);
    }

    @Test
    void a_stream_is_counted_once_however_often_it_says_that_it_answers() {
        probing();
        Admission.Ticket first = ticket();
        first.answers();
        first.answers();
        first.succeeded();
        assertThat(health.standing(home)).isEqualTo(Standing.PROBING);
    }

    @Test
    void a_client_that_leaves_a_running_stream_gives_no_second_trial() {
        probing();
        Admission.Ticket first = ticket();
        first.answers();
        first.abandoned();
        ticket();
        assertThat(reason()).isEqualTo("resting");
    }

    @Test
    void a_client_that_leaves_before_an_answer_gives_its_trial_back() {
        probing();
        ticket().abandoned();
        ticket().succeeded();
        ticket().succeeded();
        assertThat(health.standing(home)).isEqualTo(Standing.SERVING);
    }

    private void probing() {
        health.probed(home, false);
        health.probed(home, true);
        assertThat(health.standing(home)).isEqualTo(Standing.PROBING);
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
}
