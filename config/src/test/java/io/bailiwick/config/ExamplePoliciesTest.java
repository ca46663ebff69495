package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExamplePoliciesTest {

    private static final String[] DEMO_DIGESTS = {
        "b9d88d60c0f024771329de35b20e924470b2e8305b6645a8e69f651a03b90cdd",
        "125b1fb52c460c7280f79c808abc6fce1cd3da8658aa629ae2e648fb52abfe5f",
        "d7c1206e9aa52a490890e703defb1920d9f6aae48c649ac1fa66a4c96837f206"
    };

    @TestFactory
    Stream<DynamicTest> every_example_is_accepted_and_served_whole() {
        List<Path> examples = Policies.files("policies");
        assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
        return examples.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    GatewaySnapshot snapshot =
                            Policies.accepted(Policies.compile(file.toString(), Policies.read(file), null));
                    assertThat(snapshot.notInThisBuild()).isEmpty();
                    assertThat(snapshot.proof().crossings()).isEmpty();
                }));
    }

    @Test
    void the_demo_keys_open_the_demo_policy() {
        GatewaySnapshot demo = demo(null);

        assertThat(tenant(demo, "bw-demo-eu")).isEqualTo("acme-gmbh");
        assertThat(tenant(demo, "bw-demo-us")).isEqualTo("globex");
        assertThat(tenant(demo, "bw-demo-de")).isEqualTo("muster-de");
        assertThat(demo.tenants().byKey("bw-demo-xx".getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    @Test
    void a_key_that_everybody_knows_opens_nothing_that_others_reach() {
        for (Path file : Policies.files("policies")) {
            String text = Policies.read(file);
            GatewaySnapshot snapshot = Policies.accepted(Policies.compile(file.toString(), text, null));
            if (!snapshot.gateway().listen().isLoopback()) {
                assertNoDemoKey(file.toString(), snapshot);
            }
        }
        assertThat(Policies.read(Path.of("../README.md"))).doesNotContain(DEMO_DIGESTS);
    }

    private static void assertNoDemoKey(String file, GatewaySnapshot snapshot) {
        for (String key : List.of("bw-demo-eu", "bw-demo-us", "bw-demo-de")) {
            assertThat(snapshot.tenants().byKey(key.getBytes(StandardCharsets.UTF_8)))
                    .as(file)
                    .isNull();
        }
    }

    @Test
    void the_demo_gateways_serve_different_jurisdictions_under_one_digest() {
        GatewaySnapshot europe = demo(null);
        GatewaySnapshot america = demo("aws:us-east-1");

        assertThat(served(europe)).containsExactly("de", "eu");
        assertThat(served(america)).containsExactly("us");
        assertThat(europe.digest()).isEqualTo(america.digest());
    }

    private static List<String> served(GatewaySnapshot snapshot) {
        return snapshot.jurisdictions().values().stream()
                .filter(snapshot::serves)
                .map(jurisdiction -> jurisdiction.name())
                .toList();
    }

    private static String tenant(GatewaySnapshot snapshot, String key) {
        return Objects.requireNonNull(snapshot.tenants().byKey(key.getBytes(StandardCharsets.UTF_8)))
                .name();
    }

    private static GatewaySnapshot demo(String region) {
        return Policies.accepted(Policies.compile("demo.yaml", Policies.read(Path.of("policies/demo.yaml")), region));
    }
}
