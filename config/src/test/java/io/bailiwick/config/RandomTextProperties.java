package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RandomTextProperties {

    private static final String DEMO = Policies.read(Path.of("policies/eu-and-us.yaml"));

    @Property(tries = 500)
    void any_text_is_answered_and_never_thrown_at(@ForAll String text) {
        assertThat(Policies.problems(text)).isNotEmpty().noneMatch(problem -> problem.contains("a defect of"));
    }

    @Property(tries = 500)
    void any_text_of_yaml_signs_is_answered(@ForAll("signs") String text) {
        assertThat(Policies.problems(text)).isNotEmpty().noneMatch(problem -> problem.contains("a defect of"));
    }

    @Property(tries = 400)
    void a_policy_with_a_piece_replaced_is_answered(
            @ForAll("places") int from, @ForAll("lengths") int length, @ForAll("signs") String piece) {
        String text = DEMO.substring(0, from) + piece + DEMO.substring(Math.min(DEMO.length(), from + length));

        assertThat(Policies.problems(text)).noneMatch(problem -> problem.contains("a defect of"));
    }

    @Provide
    Arbitrary<String> signs() {
        return Arbitraries.strings()
                .withChars(" \n-:{}[],&*!|>'\"%@`#?<~a1\t\u0000\ud800")
                .ofMaxLength(60);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, DEMO.length());
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.integers().between(0, 80);
    }
}
