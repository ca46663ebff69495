package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.bailiwick.residency.canary.KnowsTheGateway;
import io.bailiwick.residency.canary.PolicyManager;
import io.bailiwick.residency.canary.ReadsTheWorld;
import org.junit.jupiter.api.Test;

/** The rules of the house bite: each is given code that is wrong on purpose. */
final class ArchitectureCanaryTest {

    @Test
    void the_real_rules_never_see_the_canaries() {
        assertThat(ArchitectureTest.BAILIWICK.contain(ReadsTheWorld.class)).isFalse();
    }

    @Test
    void policy_that_touches_a_file_is_not_pure() {
        assertBites(Architecture.POLICY_IS_PURE, "java.nio.file", ReadsTheWorld.class);
    }

    @Test
    void policy_that_reads_a_clock_is_seen() {
        assertBites(Architecture.DOMAIN_IS_GIVEN_TIME_AND_CHANCE, "nanoTime", ReadsTheWorld.class);
    }

    @Test
    void policy_that_throws_dice_is_seen() {
        assertBites(Architecture.DOMAIN_IS_GIVEN_TIME_AND_CHANCE, "Math.random", ReadsTheWorld.class);
        assertBites(Architecture.DOMAIN_IS_GIVEN_TIME_AND_CHANCE, "java.util.Random.<init>", ReadsTheWorld.class);
    }

    @Test
    void an_arrow_that_points_the_wrong_way_is_seen() {
        assertBites(
                Architecture.arrowsOf(HouseModule.RESIDENCY_POLICY),
                "io.bailiwick.gateway.EventLoops",
                KnowsTheGateway.class);
    }

    @Test
    void netty_outside_the_gateway_is_seen() {
        assertBites(Architecture.NETTY_LIVES_IN_GATEWAY_CORE, "io.netty", KnowsTheGateway.class);
    }

    @Test
    void a_connection_of_ones_own_is_seen() {
        assertBites(Architecture.ONLY_UPSTREAM_DIALS_OUT, "java.net.Socket", KnowsTheGateway.class);
    }

    @Test
    void a_property_read_outside_the_command_line_is_seen() {
        assertBites(Architecture.THE_PROCESS_IS_READ_IN_ONE_PLACE, "getProperty", ReadsTheWorld.class);
    }

    @Test
    void a_print_outside_the_command_line_is_seen() {
        assertBites(Architecture.ONLY_CLI_USES_STANDARD_STREAMS, "System.out", ReadsTheWorld.class);
    }

    @Test
    void a_static_field_that_changes_is_seen() {
        assertBites(Architecture.STATIC_FIELDS_ARE_FINAL, "ReadsTheWorld.last", ReadsTheWorld.class);
    }

    @Test
    void a_static_map_that_fills_is_seen() {
        assertBites(Architecture.NO_STATIC_FIELD_HOLDS_STATE, "SOCKETS", KnowsTheGateway.class);
    }

    @Test
    void a_name_that_says_nothing_is_seen() {
        assertBites(Architecture.NAMES_SAY_WHAT_A_THING_IS, "PolicyManager", PolicyManager.class);
    }

    private static void assertBites(ArchRule rule, String culprit, Class<?>... wrong) {
        JavaClasses canaries = new ClassFileImporter().importClasses(wrong);
        assertThat(rule.evaluate(canaries).getFailureReport().getDetails())
                .as(rule.getDescription())
                .anyMatch(detail -> detail.contains(culprit));
    }
}
