package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bailiwick.simulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does Prometheus' own linter accept the page that a working gateway shows? */
final class PrometheusPageTest {

    private static final String GEN_AI = """
        gateway:
          region: aws:eu-central-1
          listen: "127.0.0.1:0"
          admin: "127.0.0.1:0"
          metrics: { gen-ai: "1.41", exemplars: on }
        """;

    @TempDir
    private Path staged;

    @BeforeAll
    static void needsPromtool() {
        assumeTrue(Shell.has("promtool"), "promtool is not on the PATH (Debian: prometheus)");
    }

    @Test
    void promtool_finds_nothing_wrong_with_the_page() throws IOException {
        try (ThreeRegions site = ThreeRegions.start("")) {
            traffic(site);
            assertClean(site.gateway.metrics());
        }
    }

    @Test
    void promtool_finds_nothing_wrong_with_the_profile_of_the_convention_but_its_own_names() throws IOException {
        try (ThreeRegions site = ThreeRegions.start(GEN_AI)) {
            traffic(site);
            assertThat(site.gateway.metrics()).contains("gen_ai_server_request_duration_seconds_bucket");
            assertClean(site.gateway.metrics());
        }
    }

    /** That the linter is asked at all. */
    @Test
    void promtool_refuses_a_counter_that_is_not_called_one() throws IOException {
        assertThat(check("# HELP a b\n# TYPE a counter\na 1\n").exit()).isNotZero();
    }

    private static void traffic(ThreeRegions site) throws IOException {
        site.gateway.chat(Running.EU_KEY, Running.chatBody("Hello"));
        site.gateway.chat(Running.EU_KEY, Running.streamBody("Hello"));
        site.frankfurt().next(Fault.status(500));
        site.gateway.chat(Running.EU_KEY, Running.chatBody("Hello"));
        site.gateway.chat(Running.US_KEY, Running.chatBody("Hello"));
    }

    private void assertClean(String page) throws IOException {
        Shell.Ran ran = check(page);
        assertThat(ran.out() + ran.err()).isEmpty();
        assertThat(ran.exit()).isZero();
    }

    private Shell.Ran check(String page) throws IOException {
        Path file = Files.writeString(staged.resolve("page.txt"), page);
        return Shell.in(staged).run("sh", "-c", "promtool check metrics < " + file.getFileName());
    }
}
