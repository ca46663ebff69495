package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolicyTextTest {

    @Test
    void a_policy_nested_beyond_reason_is_refused() {
        assertThat(Policies.problems("[".repeat(100_000))).hasSize(1);
        assertThat(Policies.problems("a: ".repeat(1) + "{b: ".repeat(60) + "c" + "}".repeat(60)))
                .singleElement()
                .asString()
                .contains("not YAML");
    }

    @Test
    void a_policy_longer_than_a_mebi_is_refused_unread() {
        assertThat(Policies.problems("# " + "x".repeat(1024 * 1024)))
                .singleElement()
                .asString()
                .contains("1048578 characters");
    }

    @Test
    void a_character_that_yaml_forbids_is_shown_with_its_place() {
        assertThat(Policies.problems("bailiwick: 1\nab: \u0007"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:2:5: not YAML");
    }

    @Test
    void what_a_problem_quotes_cannot_disturb_a_terminal() {
        assertThat(Policies.problems("\"\\e[31m" + "x".repeat(500) + "\": 1"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("'?[31mxxx")
                        .doesNotContain("\u001b")
                        .hasSizeLessThan(400));
    }

    @Test
    void a_thousand_aliases_expand_to_nothing() {
        String bomb = "a: &a [x]\nb: &b [" + "*a,".repeat(1000) + "]\n";

        assertThat(Policies.problems(bomb)).hasSizeGreaterThan(1000);
    }
}
