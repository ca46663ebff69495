package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.config.Compiled;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.PolicyCompiler;
import io.bailiwick.credentials.MachineSecrets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The policies inside what is deployed are proven, whole, and warn of nothing. */
final class DeployedPoliciesTest {

    private static final Pattern BLOCK = Pattern.compile("(?m)^( *)policy(?:\\.yaml)?: \\|\n((?:\\1  .*\n|\n)+)");

    @Test
    void the_policy_of_compose_serves_each_half_where_it_runs() {
        String policy = ProjectRoot.read("docker/policy.yaml");
        GatewaySnapshot europe = proven("docker/policy.yaml", policy, "aws:eu-central-1");
        GatewaySnapshot america = proven("docker/policy.yaml", policy, "aws:us-east-1");
        assertThat(europe.digest()).isEqualTo(america.digest());
        assertThat(europe.serves(europe.jurisdictions().get("eu"))).isTrue();
        assertThat(europe.serves(europe.jurisdictions().get("us"))).isFalse();
        assertThat(america.serves(america.jurisdictions().get("eu"))).isFalse();
    }

    @Test
    void the_policies_inside_the_manifests_are_proven() {
        for (String file : new String[] {
            "deploy/kubernetes/sidecar.yaml", "deploy/kubernetes/edge-values.yaml", "deploy/kubernetes/edge.yaml"
        }) {
            Matcher block = BLOCK.matcher(ProjectRoot.read(file));
            assertThat(block.find()).as(file).isTrue();
            proven(file, block.group(2).stripIndent(), null);
        }
    }

    private static GatewaySnapshot proven(String file, String policy, String region) {
        GatewaySnapshot snapshot = new PolicyCompiler(BuiltInCatalogue.load(), new MachineSecrets(Map.of(), false))
                .compile(file, policy, region, Path.of("/etc/bailiwick"))
                .match(Compiled.Accepted::snapshot, refused -> {
                    throw new AssertionError(refused.problems().toString());
                });
        assertThat(snapshot.notInThisBuild()).isEmpty();
        // Secrets are given where it runs; here they are missed, and nothing else is.
        assertThat(snapshot.warnings())
                .extracting(Object::toString)
                .allMatch(warning -> warning.matches(".* is not (there|set) on this machine"));
        return snapshot;
    }
}
