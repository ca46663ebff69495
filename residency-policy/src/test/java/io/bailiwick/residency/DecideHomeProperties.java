package io.bailiwick.residency;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Residency.Denied;
import io.bailiwick.residency.Residency.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DecideHomeProperties {

    @Property
    void the_order_of_answers_does_not_matter(
            @ForAll("answers") List<Jurisdiction> answers, @ForAll("reaches") Reach gateway, @ForAll Random random) {
        List<Jurisdiction> shuffled = new ArrayList<>(answers);
        Collections.shuffle(shuffled, random);
        DecideHome decide = new DecideHome(gateway);

        assertThat(shown(decide.of(shuffled, null))).isEqualTo(shown(decide.of(answers, null)));
    }

    @Property
    void the_home_lies_inside_every_answer(@ForAll("answers") List<Jurisdiction> answers) {
        everywhere()
                .of(answers, null)
                .<Object>match(
                        permitted -> {
                            for (Jurisdiction answer : answers) {
                                assertThat(answer.boundary()
                                                .contains(
                                                        permitted.jurisdiction().boundary()))
                                        .isTrue();
                            }
                            return permitted;
                        },
                        denied -> denied);
    }

    @Property
    void what_the_client_asks_for_never_widens(
            @ForAll("answers") List<Jurisdiction> answers,
            @ForAll("jurisdictions") Jurisdiction asked,
            @ForAll("reaches") Reach surface) {
        DecideHome decide = everywhere();
        Residency home = decide.of(answers, null);
        Residency narrowed = decide.of(answers, asked);

        narrowed.<Object>match(
                permitted -> {
                    Permitted whole = home.match(yes -> yes, no -> {
                        throw new AssertionError("asking turned a no into a yes");
                    });
                    assertThat(!permitted.covers(surface) || whole.covers(surface))
                            .isTrue();
                    for (Evidence evidence : Evidence.values()) {
                        assertThat(!permitted.accepts(evidence) || whole.accepts(evidence))
                                .isTrue();
                    }
                    return permitted;
                },
                denied -> denied);
    }

    @Property
    void a_permission_means_that_this_gateway_is_inside(
            @ForAll("answers") List<Jurisdiction> answers, @ForAll("reaches") Reach gateway) {
        new DecideHome(gateway)
                .of(answers, null)
                .<Object>match(
                        permitted -> assertThat(permitted.covers(gateway)).isTrue(), denied -> denied);
    }

    @Property
    void a_gateway_outside_says_so_whatever_the_client_asks(
            @ForAll("jurisdictions") Jurisdiction home,
            @ForAll("jurisdictions") Jurisdiction asked,
            @ForAll("reaches") Reach gateway) {
        String said = shown(new DecideHome(gateway).of(List.of(home), asked));

        if (!gateway.within(home.boundary())) {
            assertThat(said).isEqualTo("GATEWAY_OUTSIDE");
        }
    }

    @Property
    void answers_on_one_chain_are_never_a_conflict(@ForAll("chains") List<Jurisdiction> chain) {
        assertThat(shown(everywhere().of(chain, null))).isNotEqualTo("CONFLICT");
    }

    @Property
    void nobody_is_at_home_nowhere(@ForAll("jurisdictions") Jurisdiction asked) {
        Reason reason = everywhere().of(List.of(), asked).match(permitted -> null, Denied::reason);

        assertThat(reason).isEqualTo(Reason.UNRESOLVED);
    }

    @Property
    void one_more_answer_never_widens(
            @ForAll("answers") List<Jurisdiction> answers,
            @ForAll("jurisdictions") Jurisdiction more,
            @ForAll("reaches") Reach surface) {
        List<Jurisdiction> all = new ArrayList<>(answers);
        all.add(more);
        boolean before = !answers.isEmpty() && covers(everywhere().of(answers, null), surface);

        if (!answers.isEmpty() && covers(everywhere().of(all, null), surface)) {
            assertThat(before).isTrue();
            noWeakerEvidence(everywhere().of(answers, null), everywhere().of(all, null));
        }
    }

    @Property
    void no_answer_lowers_the_evidence_that_another_demands(@ForAll("answers") List<Jurisdiction> answers) {
        everywhere()
                .of(answers, null)
                .<Object>match(
                        permitted -> assertThat(answers)
                                .allMatch(answer -> permitted
                                        .jurisdiction()
                                        .weakestEvidence()
                                        .satisfies(answer.weakestEvidence())),
                        denied -> denied);
    }

    private static void noWeakerEvidence(Residency before, Residency after) {
        for (Evidence evidence : Evidence.values()) {
            assertThat(!accepts(after, evidence) || accepts(before, evidence))
                    .as("%s is accepted now", evidence)
                    .isTrue();
        }
    }

    private static boolean accepts(Residency residency, Evidence evidence) {
        return residency.match(permitted -> permitted.accepts(evidence), denied -> false);
    }

    @Property
    void of_several_homes_one_holds_whatever_is_permitted(
            @ForAll("homes") List<Jurisdiction> homes, @ForAll("answers") List<Jurisdiction> answers) {
        everywhere()
                .of(homes, answers, null)
                .<Object>match(
                        permitted -> {
                            Boundary decided = permitted.jurisdiction().boundary();
                            assertThat(homes).anyMatch(home -> home.boundary().contains(decided));
                            assertThat(answers)
                                    .allMatch(answer -> answer.boundary().contains(decided));
                            return permitted;
                        },
                        denied -> denied);
    }

    @Property
    void with_several_homes_one_more_answer_never_widens(
            @ForAll("homes") List<Jurisdiction> homes,
            @ForAll("answers") List<Jurisdiction> answers,
            @ForAll("jurisdictions") Jurisdiction more,
            @ForAll("reaches") Reach surface) {
        List<Jurisdiction> all = new ArrayList<>(answers);
        all.add(more);
        Residency before = everywhere().of(homes, answers, null);
        boolean wasPermitted = before.match(permitted -> true, denied -> false);

        if (wasPermitted && covers(everywhere().of(homes, all, null), surface)) {
            assertThat(covers(before, surface)).isTrue();
            noWeakerEvidence(before, everywhere().of(homes, all, null));
        }
    }

    @Property
    void the_order_of_homes_and_answers_does_not_matter(
            @ForAll("homes") List<Jurisdiction> homes,
            @ForAll("answers") List<Jurisdiction> answers,
            @ForAll Random random) {
        List<Jurisdiction> otherHomes = new ArrayList<>(homes);
        List<Jurisdiction> otherAnswers = new ArrayList<>(answers);
        Collections.shuffle(otherHomes, random);
        Collections.shuffle(otherAnswers, random);

        assertThat(shown(everywhere().of(otherHomes, otherAnswers, null)))
                .isEqualTo(shown(everywhere().of(homes, answers, null)));
    }

    @Property
    void several_homes_and_no_answer_are_no_answer(@ForAll("homes") List<Jurisdiction> homes) {
        assertThat(shown(everywhere().of(homes, List.of(), null))).isEqualTo("UNRESOLVED");
    }

    @Property
    void the_only_home_is_an_answer_like_any_other(
            @ForAll("jurisdictions") Jurisdiction home, @ForAll("answers") List<Jurisdiction> answers) {
        List<Jurisdiction> all = new ArrayList<>(answers);
        all.add(home);

        assertThat(shown(everywhere().of(List.of(home), answers, null)))
                .isEqualTo(shown(everywhere().of(all, null)));
    }

    private static boolean covers(Residency residency, Reach surface) {
        return residency.match(permitted -> permitted.covers(surface), denied -> false);
    }

    private static DecideHome everywhere() {
        return new DecideHome(Reach.of(Drawn.HOME));
    }

    private static String shown(Residency residency) {
        return residency.match(
                permitted -> permitted.jurisdiction().name(),
                denied -> denied.reason().name());
    }

    @Provide
    Arbitrary<List<Jurisdiction>> answers() {
        return Arbitraries.oneOf(Drawn.chains(), Drawn.jurisdictions().list().ofMaxSize(3));
    }

    @Provide
    Arbitrary<List<Jurisdiction>> homes() {
        return Arbitraries.oneOf(
                Drawn.jurisdictions().list().ofMinSize(2).ofMaxSize(3),
                Drawn.chains().filter(chain -> chain.size() > 1));
    }

    @Provide
    Arbitrary<List<Jurisdiction>> chains() {
        return Drawn.chains();
    }

    @Provide
    Arbitrary<Jurisdiction> jurisdictions() {
        return Drawn.jurisdictions();
    }

    @Provide
    Arbitrary<Reach> reaches() {
        return Drawn.reaches();
    }
}
