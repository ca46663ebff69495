package io.bailiwick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.config.PolicyCompiler;
import io.bailiwick.credentials.MachineSecrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private static final String GOOD = """
        bailiwick: 1
        gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0", admin: "127.0.0.1:0" }
        regions: { "onprem:fra1": { country: DE } }
        jurisdictions: { eu: { boundary: [EU], users: [EEA] } }
        identity: { tenants: { acme: { jurisdiction: eu, keys: ["sha256:%s"] } } }
        endpoints: { box: { provider: openai-compatible, url: "http://127.0.0.1:1/v1", reach: [onprem:fra1], models: { chat: m } } }
        routes: { chat: { eu: [[box]] } }
        """.formatted("0".repeat(64));

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_good_policy_is_proven_and_a_bad_one_refused_with_place_and_offence() throws IOException {
        assertThat(run("check", policy(GOOD))).isZero();
        assertThat(out.toString()).contains("eu").contains("onprem:fra1").contains("inside");

        String abroad = GOOD.replace("country: DE", "country: US");
        assertThat(run("check", policy(abroad))).isEqualTo(1);
        assertThat(err.toString())
                .containsPattern("policy.yaml:\\d+:\\d+: ")
                .contains("onprem:fra1")
                .contains("US");
    }

    @Test
    void a_check_in_json_can_be_read_by_a_machine() throws IOException {
        assertThat(run("check", "--format", "json", policy(GOOD))).isZero();
        assertThat(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree(out.toString())
                        .isObject())
                .isTrue();
    }

    @Test
    void explain_says_how_a_request_would_be_decided() throws IOException {
        assertThat(run("explain", policy(GOOD), "--jurisdiction", "eu", "--model", "chat"))
                .isZero();
        assertThat(out.toString()).contains("box").contains("onprem:fra1");

        assertThat(run("explain", policy(GOOD), "--jurisdiction", "eu", "--model", "nothing"))
                .isEqualTo(1);
    }

    @Test
    void explain_of_what_the_policy_does_not_have_is_no_question() throws IOException {
        assertThat(run("explain", policy(GOOD), "--jurisdiction", "ue", "--model", "chat"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("did you mean 'eu'?");
        assertThat(run("explain", policy(GOOD), "--tenant", "nobody", "--model", "chat"))
                .isEqualTo(2);
        assertThat(run("explain", policy(GOOD), "--country", "Germany", "--model", "chat"))
                .isEqualTo(2);
    }

    @Test
    void a_probe_says_no_where_nobody_answers() throws IOException {
        int closed;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = listener.getLocalPort();
        }
        assertThat(run("probe", "ready", "--port", String.valueOf(closed))).isEqualTo(1);
        assertThat(err.toString()).contains("not ready: http://127.0.0.1:" + closed + "/readyz did not answer");

        assertThat(run("probe", "live", "--port", "0")).isEqualTo(2);
        assertThat(run("probe", "well")).isEqualTo(2);
    }

    /** Whoever sends it would quote it in an error, in front of whoever looks on. */
    @Test
    void a_token_that_fits_no_header_is_refused_and_not_shown() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "secret-of\nthe-operator\n");
        assertThat(run("report", "--prometheus", "http://127.0.0.1:9", "--token", token.toString()))
                .isEqualTo(2);
        assertThat(run("drill", "--region", "onprem:fra1", "--for", "5s", "--token-file", token.toString()))
                .isEqualTo(2);
        assertThat(out.toString() + err).contains("holds a space").doesNotContain("secret-of");
    }

    @Test
    void a_drill_without_a_scheme_in_its_address_is_a_usage_error() {
        assertThat(run("drill", "--region", "onprem:fra1", "--for", "5s", "--admin", "localhost:9090"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--admin localhost:9090 (expected: http or https");
    }

    @Test
    void a_simulated_provider_needs_a_place_to_listen() {
        assertThat(run("simulate", "onprem:fra1", "--listen", "8000")).isEqualTo(2);
        assertThat(err.toString()).contains("HOST:PORT");
        assertThat(run("simulate", "onprem:fra1", "--listen", "127.0.0.1:70000"))
                .isEqualTo(2);
        assertThat(run("simulate")).isEqualTo(2);
    }

    @Test
    void wrong_words_are_a_usage_error_and_a_missing_file_is_named() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("chek")).isEqualTo(2);
        assertThat(run("demo", "--break", "mars:1")).isEqualTo(2);
        assertThat(err.toString()).contains("onprem:fra1, onprem:par1, onprem:iad1");
        assertThat(run("check", directory.resolve("none.yaml").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no such file").contains("none.yaml");
        assertThat(run("check", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(directory + " is a directory");
    }

    @Test
    void a_policy_that_is_refused_never_listens() throws IOException {
        assertThat(run("serve", "--policy", policy(GOOD.replace("[EU]", "[US]"))))
                .isEqualTo(1);
        assertThat(run(
                        "serve",
                        "--policy",
                        policy(GOOD + "ledger: { eu: { store: \"sqlite:x\", reach: [onprem:fra1] } }\n")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("this build keeps no ledger");
    }

    @Test
    void a_new_key_opens_the_door_that_its_line_describes() throws Exception {
        assertThat(run("keys", "new", "--tenant", "acme")).isZero();
        Matcher printed =
                Pattern.compile("(bw-\\S+)[\\s\\S]*sha256:([0-9a-f]{64})").matcher(out.toString());
        assertThat(printed.find()).isTrue();

        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(printed.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(printed.group(2));
        String policy = GOOD.replace("0".repeat(64), printed.group(2));
        assertThat(new PolicyCompiler(BuiltInCatalogue.load(), new MachineSecrets(Map.of(), true))
                        .compile("p", policy, null, directory)
                        .<String>match(
                                accepted -> accepted.snapshot()
                                        .tenants()
                                        .byKey(printed.group(1).getBytes(StandardCharsets.UTF_8))
                                        .name(),
                                refused -> refused.problems().toString()))
                .isEqualTo("acme");
    }

    @Test
    void a_key_is_made_for_whom_a_policy_can_name_and_for_nobody_else() throws IOException {
        for (String name : List.of("a".repeat(63), "Acme_1.de-x", "7")) {
            assertThat(run("keys", "new", "--tenant", name)).as(name).isZero();
            assertThat(run("check", policy(GOOD.replace("acme", name))))
                    .as(name)
                    .isZero();
        }
        for (String name : List.of("a".repeat(64), "-a", "a b", "ä")) {
            assertThat(run("keys", "new", "--tenant", name)).as(name).isEqualTo(2);
            assertThat(run("check", policy(GOOD.replace("acme", '"' + name + '"'))))
                    .as(name)
                    .isEqualTo(1);
        }
    }

    private String policy(String text) throws IOException {
        return Files.writeString(directory.resolve("policy.yaml"), text).toString();
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
