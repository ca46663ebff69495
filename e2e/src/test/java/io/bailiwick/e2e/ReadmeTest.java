package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.config.Compiled;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.PolicyCompiler;
import io.bailiwick.config.Problem;
import io.bailiwick.credentials.MachineSecrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The policy that README.md shows is one that this build serves, and is refused for what the text beneath it says. */
final class ReadmeTest {

    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

    @Test
    void the_policy_shown_is_accepted_whole() {
        GatewaySnapshot snapshot = compile(shown()).match(Compiled.Accepted::snapshot, refused -> {
            throw new AssertionError(refused.problems().toString());
        });
        assertThat(snapshot.notInThisBuild()).isEmpty();
        assertThat(snapshot.routes().named("chat")).isNotNull();
    }

    @Test
    void a_region_outside_is_refused_by_line_endpoint_region_and_country() {
        List<Problem> problems = compile(shown().replace("azure:swedencentral", "azure:norwayeast"))
                .match(accepted -> List.of(), Compiled.Refused::problems);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString()).contains("README.md:", "azure-sweden", "azure:norwayeast", "NO");
    }

    private static Compiled compile(String policy) {
        return new PolicyCompiler(BuiltInCatalogue.load(), new MachineSecrets(Map.of(), false))
                .compile("README.md", policy, null, Path.of("").toAbsolutePath());
    }

    private static String shown() {
        Matcher yaml = YAML.matcher(ProjectRoot.read("README.md"));
        assertThat(yaml.find()).isTrue();
        return yaml.group(1);
    }
}
