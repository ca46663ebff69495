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

    @Test
    void what_is_deployed_allows_no_more_than_its_memory_carries() {
        Matcher percent = Pattern.compile("MaxRAMPercentage=(\\d+)").matcher(ProjectRoot.read("docker/Dockerfile"));
        assertThat(percent.find()).isTrue();
        for (Map.Entry<String, String> memory : Map.of(
                        "docker/policy.yaml", "docker/compose.yaml",
                        "deploy/kubernetes/sidecar.yaml", "deploy/kubernetes/sidecar.yaml",
                        "deploy/kubernetes/edge-values.yaml", "deploy/helm/bailiwick/values.yaml",
                        "deploy/kubernetes/edge.yaml", "deploy/kubernetes/edge.yaml")
                .entrySet()) {
            String text = ProjectRoot.read(memory.getKey());
            Matcher block = BLOCK.matcher(text);
            String policy = block.find() ? block.group(2).stripIndent() : text;
            long allowed =
                    proven(memory.getKey(), policy, null).gateway().limits().bufferedBytes();
            long heap = mebibytes(memory.getValue()) * Long.parseLong(percent.group(1)) / 100 << 20;
            // Java counts one of its three spaces for the young less: with the image's options a twelfth.
            assertThat(4 * allowed).as(memory.getKey()).isLessThanOrEqualTo(heap * 11 / 12);
        }
    }

    /** The first memory that is limited there. */
    private static long mebibytes(String file) {
        Matcher limit = Pattern.compile("(?:mem_limit|limits:[^a-z]*memory): *(\\d+)(g|Gi|Mi)")
                .matcher(ProjectRoot.read(file));
        assertThat(limit.find()).as(file).isTrue();
        return Long.parseLong(limit.group(1)) << (limit.group(2).equals("Mi") ? 0 : 10);
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
