package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The house is laid out as ARCHITECTURE.md says; {@link ArchitectureCanaryTest} proves that these can fail. */
final class ArchitectureTest {

    static final JavaClasses BAILIWICK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bailiwick");

    @Test
    void every_module_is_looked_at_and_nothing_stands_beside_them() {
        for (HouseModule module : HouseModule.values()) {
            assertThat(BAILIWICK.stream().filter(JavaClass.Predicates.resideInAPackage(module.packages())))
                    .as(module.directory())
                    .satisfies(classes -> assertThat(classes.isEmpty()).isNotEqualTo(module.hasMainCode()));
        }
        assertThat(BAILIWICK)
                .allSatisfy(each -> assertThat(Arrays.stream(HouseModule.values()))
                        .as(each.getName())
                        .anyMatch(module -> JavaClass.Predicates.resideInAPackage(module.packages())
                                .test(each)));
    }

    @Test
    void every_module_uses_only_what_its_row_allows() {
        for (HouseModule module : HouseModule.values()) {
            if (module.hasMainCode()) {
                Architecture.arrowsOf(module).check(BAILIWICK);
            }
        }
    }

    @Test
    void policy_is_pure() {
        Architecture.POLICY_IS_PURE.check(BAILIWICK);
    }

    @Test
    void routing_is_pure() {
        Architecture.ROUTING_IS_PURE.check(BAILIWICK);
    }

    @Test
    void decisions_read_no_clock_and_throw_no_dice_of_their_own() {
        Architecture.DOMAIN_IS_GIVEN_TIME_AND_CHANCE.check(BAILIWICK);
    }

    @Test
    void packages_form_no_cycle() {
        Architecture.NO_PACKAGE_CYCLES.check(BAILIWICK);
    }

    @Test
    void the_packages_of_the_gateway_have_one_order() {
        Architecture.GATEWAY_PACKAGES_HAVE_ONE_ORDER.check(BAILIWICK);
        Architecture.THE_WIRE_KNOWS_NOTHING_OF_THE_HOUSE.check(BAILIWICK);
        Architecture.SPINE_KNOWS_NO_EDGE.check(BAILIWICK);
        Architecture.EDGES_KNOW_NEITHER_EACH_OTHER_NOR_THE_ASSEMBLY.check(BAILIWICK);
        Architecture.A_DRILL_KNOWS_NO_EDGE.check(BAILIWICK);
    }

    @Test
    void netty_lives_in_gateway_core() {
        Architecture.NETTY_LIVES_IN_GATEWAY_CORE.check(BAILIWICK);
    }

    @Test
    void only_gateway_upstream_dials_out() {
        Architecture.ONLY_UPSTREAM_DIALS_OUT.check(BAILIWICK);
    }

    @Test
    void a_drill_makes_no_request_of_its_own() {
        Architecture.A_DRILL_MAKES_NO_REQUEST.check(BAILIWICK);
    }

    @Test
    void only_ask_entra_uses_msal() {
        Architecture.ONLY_ASK_ENTRA_USES_MSAL.check(BAILIWICK);
    }

    @Test
    void only_the_span_target_exports() {
        Architecture.ONLY_THE_SPAN_TARGET_EXPORTS.check(BAILIWICK);
    }

    @Test
    void the_spine_writes_to_no_channel() {
        Architecture.THE_SPINE_WRITES_TO_NO_CHANNEL.check(BAILIWICK);
    }

    @Test
    void every_upstream_pipeline_has_the_border_guard() {
        Architecture.EVERY_UPSTREAM_PIPELINE_HAS_THE_BORDER_GUARD.check(BAILIWICK);
        Architecture.REPLIES_ARE_READ_BY_ONE_DECODER.check(BAILIWICK);
    }

    @Test
    void only_decide_home_makes_a_permission() {
        Architecture.ONLY_DECIDE_HOME_PERMITS.check(BAILIWICK);
    }

    @Test
    void refusals_are_thrown_in_the_spine_and_caught_once() {
        Architecture.REFUSALS_ARE_THROWN_IN_THE_SPINE.check(BAILIWICK);
        Architecture.REFUSALS_ARE_CAUGHT_ONCE.check(BAILIWICK);
    }

    @Test
    void only_render_refusal_turns_a_refusal_into_words() {
        Architecture.ONLY_RENDER_REFUSAL_SPEAKS_A_REFUSAL.check(BAILIWICK);
    }

    @Test
    void every_exchange_ends_in_finish_exchange() {
        Architecture.EVERY_EXCHANGE_ENDS_IN_FINISH_EXCHANGE.check(BAILIWICK);
    }

    @Test
    void names_say_what_a_thing_is() {
        Architecture.NAMES_SAY_WHAT_A_THING_IS.check(BAILIWICK);
    }

    @Test
    void properties_and_environment_are_read_by_the_command_line_alone() {
        Architecture.THE_PROCESS_IS_READ_IN_ONE_PLACE.check(BAILIWICK);
    }

    @Test
    void only_the_command_line_prints() {
        Architecture.ONLY_CLI_USES_STANDARD_STREAMS.check(BAILIWICK);
    }

    @Test
    void nothing_static_can_change() {
        Architecture.STATIC_FIELDS_ARE_FINAL.check(BAILIWICK);
        Architecture.NO_STATIC_FIELD_HOLDS_STATE.check(BAILIWICK);
    }
}
