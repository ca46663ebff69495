package io.bailiwick.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.residency.Evidence;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RestReason;
import io.bailiwick.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a drill reports is what happened, and when. */
class DrillTest {

    private final AtomicReference<GatewaySnapshot> inForce = new AtomicReference<>(DrilledPolicy.usual());
    private final ManualTime time = ManualTime.standing();
    private final GatewaySnapshot policy = inForce.get();
    private final Candidate fra = DrilledPolicy.candidate(policy, "fra");
    private final Candidate par = DrilledPolicy.candidate(policy, "par");
    private final Candidate iad = DrilledPolicy.candidate(policy, "iad");
    private final Drill drill = drill(new Outage(Outage.Kind.REGION, "onprem:fra1"));

    @Test
    void detection_and_recovery_are_measured_from_the_begin_and_the_end_of_the_outage() {
        at(500);
        drill.finished(Exchanges.served(policy.digest(), fra));
        at(1_200);
        drill.failedThere(fra);
        at(1_300);
        drill.finished(Exchanges.served(policy.digest(), fra, par));
        at(1_400);
        drill.rests(fra, RestReason.FAILURES, Duration.ofSeconds(5));
        at(3_700);
        drill.finished(Exchanges.served(policy.digest(), fra));

        DrillReport report = drill.report();
        assertThat(report.firstFailedNanos()).isEqualTo(Duration.ofMillis(200).toNanos());
        assertThat(report.movedNanos()).isEqualTo(Duration.ofMillis(300).toNanos());
        assertThat(report.restedNanos()).isEqualTo(Duration.ofMillis(400).toNanos());
        assertThat(report.servedAgainNanos()).isEqualTo(Duration.ofMillis(700).toNanos());
        assertThat(report.recovered()).isTrue();
        assertThat(report.affected()).isOne();
        assertThat(report.rows())
                .extracting(row ->
                        row.key().phase() + " " + row.key().region() + " " + row.served() + " " + row.failovers())
                .containsExactly("BEFORE onprem:fra1 1 0", "DURING onprem:par1 1 1", "AFTER onprem:fra1 1 0");
    }

    @Test
    void what_another_place_served_before_anything_failed_is_no_sign_of_detection() {
        at(1_100);
        drill.finished(Exchanges.served(policy.digest(), par));
        drill.finished(Exchanges.served(policy.digest(), fra));
        assertThat(drill.report().movedNanos()).isNull();
        assertThat(drill.report().affected()).isZero();
    }

    @Test
    void a_refusal_is_counted_by_its_code_and_is_a_sign_of_detection() {
        at(1_100);
        drill.failedThere(fra);
        drill.finished(Exchanges.exhausted(policy.digest(), fra));
        assertThat(drill.report().rows().get(0).refused()).containsEntry("residency_pool_exhausted", 1L);
        assertThat(drill.report().movedNanos()).isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void what_began_before_the_drill_or_ends_after_it_is_not_counted() {
        drill.finished(Exchanges.served(policy.digest(), fra));
        at(60_000);
        drill.finished(Exchanges.served(policy.digest(), fra));
        assertThat(drill.report().rows()).isEmpty();
    }

    @Test
    void a_drill_that_is_ended_takes_nothing_out_from_then_on() {
        at(1_100);
        assertThat(drill.takesOut(fra)).isTrue();
        drill.end();
        assertThat(drill.takesOut(fra)).isFalse();
        assertThat(drill.isOver()).isTrue();
        assertThat(drill.report().cut()).isTrue();
    }

    @Test
    void one_that_is_ended_after_its_outage_was_not_cut() {
        at(3_100);
        drill.end();
        assertThat(drill.report().cut()).isFalse();
    }

    @Test
    void a_reload_that_drops_the_name_leaves_a_drill_without_effect() {
        at(1_100);
        Drill byName = drill(new Outage(Outage.Kind.ENDPOINT, "both"));
        Candidate both = DrilledPolicy.candidate(policy, "both");
        at(2_200);
        assertThat(byName.takesOut(both)).isTrue();
        inForce.set(DrilledPolicy.of(DrilledPolicy.TEXT.replace("both", "renamed")));
        assertThat(byName.takesOut(both)).isFalse();
        inForce.set(policy);
        assertThat(byName.takesOut(both)).isTrue();
    }

    @Test
    void a_crossing_is_seen_whoever_let_it_happen() {
        at(1_100);
        drill.finished(Exchanges.served(policy.digest(), iad));
        drill.finished(Exchanges.served(policy.digest(), iad, par));
        drill.finished(Exchanges.observed(policy.digest(), "anthropic:us", "US", Evidence.CONTRADICTED, par));
        drill.finished(Exchanges.observed(policy.digest(), "anthropic:us", "US", Evidence.OBSERVED, par));
        drill.finished(Exchanges.observed(policy.digest(), "unknown", "unknown", Evidence.NONE, par));
        assertThat(drill.report().crossed()).isEqualTo(5);
        drill.finished(Exchanges.observed(policy.digest(), "anthropic:eu", "IE", Evidence.OBSERVED, par));
        assertThat(drill.report().crossed()).isEqualTo(5);
    }

    @Test
    void an_exchange_is_judged_by_the_policy_that_it_began_with() {
        at(1_100);
        drill.finished(Exchanges.served(policy.digest(), par));
        inForce.set(DrilledPolicy.of(DrilledPolicy.TEXT
                .replace("eu: { boundary: [EU], users: [EEA] }", "eu: { boundary: [DE, AT], users: [EEA] }")
                .replace("[fra], [par, both]", "[fra]")));
        drill.finished(Exchanges.served(policy.digest(), par));
        assertThat(drill.report().crossed()).isZero();
        drill.finished(Exchanges.served(inForce.get().digest(), par));
        assertThat(drill.report().crossed()).isOne();
    }

    private Drill drill(Outage outage) {
        Timeline timeline = new Timeline(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(10));
        DrillOrder order = new DrillOrder(outage, Fault.CONNECT, Traffic.REAL, timeline);
        return new Drill("d", order, time.instant(), new OutUnderPolicy(outage, inForce::get), time);
    }

    /** So long after the test's beginning. */
    private void at(long millis) {
        time.advance(Duration.ofMillis(millis).minusNanos(time.getAsLong()));
    }
}
