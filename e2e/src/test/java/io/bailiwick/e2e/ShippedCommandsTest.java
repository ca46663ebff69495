package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Do the commands of the shipped jar say what is the case, and end with the codes that scripts rely on? */
final class ShippedCommandsTest {

    private static final Path DEMO = Project.root().resolve("config/policies/demo.yaml");

    @TempDir
    private Path directory;

    private String out;
    private String err;

    @BeforeEach
    void needs() {
        ShippedProcess.assumeBuilt();
    }

    @Test
    void check_proves_a_good_policy() throws IOException {
        assertThat(run("check", DEMO.toString())).isZero();
        assertThat(out).contains("policy sha256:", "inside", "not served here", "sim-frankfurt", "attested");
    }

    @Test
    void check_refuses_a_pool_that_leaves_its_boundary_and_says_where_and_why() throws IOException {
        Path bad = Files.writeString(
                directory.resolve("bad.yaml"),
                Files.readString(DEMO)
                        .replace("eu: [[sim-frankfurt], [sim-paris]]", "eu: [[sim-frankfurt], [sim-virginia]]"));
        int line = 1
                + (int) Files.readAllLines(bad).stream()
                        .takeWhile(each -> !each.contains("[sim-frankfurt], [sim-virginia]"))
                        .count();

        assertThat(run("check", bad.toString())).isEqualTo(1);
        assertThat(err)
                .contains(bad + ":" + line + ":")
                .contains("sim-virginia", "onprem:iad1", "US", "eu")
                .contains("this policy carries no traffic");
    }

    @Test
    void check_lists_every_mistake_with_the_nearest_known_name() throws IOException {
        Path bad = Files.writeString(
                directory.resolve("bad.yaml"),
                Files.readString(DEMO)
                        .replace("[[sim-virginia]]\n    options", "[[sim-virginja]]\n    options")
                        .replace("listen: 127.0.0.1:8080", "lisen: 127.0.0.1:8080"));

        assertThat(run("check", bad.toString())).isEqualTo(1);
        assertThat(err).contains("sim-virginja", "sim-virginia", "lisen", "listen");
    }

    @Test
    void check_speaks_json_to_programs() throws IOException {
        assertThat(run("check", "--format", "json", DEMO.toString())).isZero();
        assertThat(out).contains("\"accepted\" : true", "\"proof\"");
    }

    @Test
    void wrong_usage_ends_with_2() throws IOException {
        assertThat(run("check")).isEqualTo(2);
        assertThat(err).contains("FILE");
        assertThat(run("frobnicate")).isEqualTo(2);
        assertThat(run("serve")).isEqualTo(2);
        assertThat(err).contains("--policy");
        assertThat(run("demo", "--break", "onprem:nowhere")).isEqualTo(2);
        assertThat(err).contains("onprem:fra1, onprem:par1, onprem:iad1");
    }

    @Test
    void explain_shows_the_tiers_and_who_is_passed_over() throws IOException {
        assertThat(run("explain", DEMO.toString(), "--jurisdiction", "eu", "--model", "gpt-4o"))
                .isZero();
        assertThat(out)
                .containsSubsequence("tier 1", "sim-frankfurt", "tier 2", "sim-paris")
                .containsPattern("passed over +sim-virginia .*outside");
    }

    @Test
    void explain_says_why_this_gateway_refuses() throws IOException {
        assertThat(run("explain", DEMO.toString(), "--jurisdiction", "us", "--model", "chat"))
                .isEqualTo(1);
        assertThat(out).contains("residency_gateway_outside");
    }

    @Test
    void keys_new_prints_a_key_and_its_digest() throws IOException, NoSuchAlgorithmException {
        assertThat(run("keys", "new", "--tenant", "acme-gmbh")).isZero();

        Matcher lines = Pattern.compile("\\n  (\\S+)\\n.*- \"sha256:([0-9a-f]{64})\"", Pattern.DOTALL)
                .matcher(out);
        assertThat(lines.find()).as(out).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(lines.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(lines.group(2));
        assertThat(out).contains("identity.tenants.acme-gmbh.keys");
    }

    @Test
    void serve_does_not_listen_with_a_policy_that_asks_for_what_this_build_cannot_do() throws IOException {
        Path policy = Files.writeString(
                directory.resolve("policy.yaml"),
                Files.readString(DEMO).replaceFirst("provider: openai-compatible", "provider: bedrock"));

        assertThat(run("serve", "--policy", policy.toString())).isEqualTo(1);
        assertThat(err).contains("provider: bedrock", "is not in this build");
        assertThat(out + err).doesNotContain("listening on");
    }

    @Test
    void serve_does_not_listen_with_a_policy_that_is_refused_or_missing() throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), "bailiwick: 1\n");

        assertThat(run("serve", "--policy", policy.toString())).isEqualTo(1);
        assertThat(err).contains(policy.toString());
        assertThat(out + err).doesNotContain("listening on");
        assertThat(run("serve", "--policy", directory.resolve("none.yaml").toString()))
                .isEqualTo(1);
        assertThat(err).contains("none.yaml").doesNotContain("Exception");
    }

    private int run(String... arguments) throws IOException {
        try (ShippedProcess process = ShippedProcess.jar(directory, arguments)) {
            int exit = process.exit();
            out = process.out();
            err = process.err();
            return exit;
        }
    }
}
