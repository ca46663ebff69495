package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BadPoliciesTest {

    @TestFactory
    Stream<DynamicTest> every_problem_of_a_bad_policy_is_listed_with_its_place() {
        List<Path> policies = Policies.files("src/test/resources/bad");
        assertThat(policies).hasSizeGreaterThanOrEqualTo(17);
        return policies.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    String name = file.getFileName().toString();
                    Path expected = file.resolveSibling(name.replace(".yaml", ".txt"));
                    assertThat(String.join("\n", Policies.problems(name, Policies.read(file))))
                            .isEqualTo(Policies.read(expected).strip());
                }));
    }

    @Test
    void no_problem_repeats_a_secret_or_a_password() {
        for (String file : List.of("secrets", "urls", "identity", "written-out")) {
            assertThat(Policies.problems(Policies.read(Path.of("src/test/resources/bad/" + file + ".yaml"))))
                    .isNotEmpty()
                    .noneMatch(problem -> problem.contains("hunter2"))
                    .noneMatch(problem -> problem.contains("sk-very-secret"))
                    .noneMatch(problem -> problem.contains("bw-a-key-in-clear"))
                    .noneMatch(problem -> problem.contains("CLEAR"))
                    .noneMatch(problem -> problem.contains("key:secret"))
                    .noneMatch(problem -> problem.contains("key=secret"));
        }
    }

    @Test
    void a_region_that_nobody_knows_is_refused_at_the_command_line_too() {
        String text = Policies.read(Path.of("policies/demo.yaml"));

        Compiled compiled = Policies.compile("demo.yaml", text, "aws:us-east-9");

        assertThat(compiled.<List<Problem>>match(accepted -> List.of(), Compiled.Refused::problems))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("unknown region 'aws:us-east-9'")
                        .contains("did you mean 'aws:us-east-1'?"));
    }
}
