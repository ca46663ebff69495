package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.config.PolicyCompiler;
import io.bailiwick.credentials.MachineSecrets;
import io.bailiwick.gateway.WatchPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a policy file that is bad, partial or gone opens anything. */
class BorderRow10PolicyFileTest {

    @TempDir
    private Path directory;

    @Test
    void a_file_that_is_no_policy_keeps_the_last_good_one() throws IOException {
        try (Border border = Border.withFrankfurtThenParis();
                Watched watched = new Watched(border)) {
            String good = border.policy(topology -> topology);
            String digest = border.running().gateway().inForce().digest();
            for (Map.Entry<String, byte[]> bad : bad(good).entrySet()) {
                watched.write(bad.getValue());
                watched.look(bad.getKey());
                assertThat(border.running().gateway().inForce().digest())
                        .as(bad.getKey())
                        .isEqualTo(digest);
                assertThat(border.running().admin("GET", "/v1/policy").body())
                        .as(bad.getKey())
                        .contains("\"problems\"");
                assertThat(border.ask().header("bailiwick-region"))
                        .as(bad.getKey())
                        .isEqualTo("onprem:fra1");
            }
            border.held("fra1");
        }
    }

    @Test
    void a_file_that_is_gone_keeps_the_last_good_one() throws IOException {
        try (Border border = Border.withFrankfurtThenParis();
                Watched watched = new Watched(border)) {
            Files.delete(watched.file);
            watched.look("gone");
            assertThat(border.running().gateway().refusedReload()).isNotNull();
            assertThat(border.ask().status()).isEqualTo(200);
            watched.write(border.policy(topology -> topology.pool("[[par]]")).getBytes(StandardCharsets.UTF_8));
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> "par".equals(border.ask().header("bailiwick-endpoint")));
            assertThat(border.running().gateway().refusedReload()).isNull();
            border.held("fra1", "par1");
        }
    }

    @Test
    void a_file_cut_anywhere_never_widens_what_it_allows() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            String[] lines = border.policy(topology -> topology).split("\n");
            StringBuilder cut = new StringBuilder();
            for (String line : lines) {
                cut.append(line, 0, line.length() / 2);
                takeOver(border, cut.toString());
                cut.append(line.substring(line.length() / 2)).append('\n');
                takeOver(border, cut.toString());
            }
            border.heldWithin("fra1", "par1");
        }
    }

    private static void takeOver(Border border, String policy) throws IOException {
        if (Running.problems(policy).isEmpty()) {
            border.running().reload(policy);
        }
        assertThat(border.ask().header("bailiwick-region")).isIn("onprem:fra1", "onprem:par1", "none");
    }

    @Test
    void a_first_start_with_a_bad_file_does_not_listen() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            Path file = directory.resolve("bad.yaml");
            Files.writeString(file, border.policy(topology -> topology.pool("[[fra], [iad]]")));
            Shell.Ran ran = Shell.in(directory)
                    .run(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.bailiwick.cli.Main",
                            "serve",
                            "--policy",
                            file.toString());
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("bad.yaml:").contains("iad").contains("US");
            assertThat(ran.out() + ran.err()).doesNotContain("listening on");
        }
    }

    private static Map<String, byte[]> bad(String good) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("empty", "");
        texts.put("blank", "\n\n");
        texts.put("only a comment", "# nothing\n");
        texts.put("null", "null\n");
        texts.put("a list", "[]\n");
        texts.put("cut in the middle", good.substring(0, good.length() / 2));
        texts.put("cut at the end", good.substring(0, good.length() - 30));
        texts.put("an unknown key", good + "fallback: [iad]\n");
        texts.put("a key twice", good + "routes: { chat: { eu: [[iad]] } }\n");
        texts.put("a pool abroad", good.replace("eu: [[fra], [par]]", "eu: [[fra], [iad]]"));
        texts.put("an empty pool", good.replace("eu: [[fra], [par]]", "eu: []"));
        texts.put("an empty tier", good.replace("eu: [[fra], [par]]", "eu: [[]]"));
        texts.put("an empty boundary", good.replace("boundary: [EU]", "boundary: []"));
        texts.put("a boundary of nothing", good.replace("boundary: [EU]", "boundary:"));
        texts.put("an unknown country", good.replace("country: DE", "country: XX"));
        texts.put("an unknown region", good.replaceFirst("reach: \\[\"onprem:fra1\"]", "reach: [\"onprem:fra9\"]"));
        texts.put("no reach", good.replaceFirst(", reach: \\[\"onprem:fra1\"]", ""));
        texts.put("an empty reach", good.replaceFirst("reach: \\[\"onprem:fra1\"]", "reach: []"));
        texts.put("another version", good.replace("bailiwick: 1", "bailiwick: 2"));
        texts.put("an anchor", good.replace("eu: [[fra], [par]]", "eu: &a [[fra], [par]]"));
        texts.put("when unknown, allow", good.replace("when-unknown: refuse", "when-unknown: allow"));
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        texts.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        bytes.put("no text", new byte[] {0, (byte) 0xff, (byte) 0xfe, 0, 1});
        bytes.put("broken UTF-8", (good + "# \0\n").getBytes(StandardCharsets.UTF_16LE));
        return bytes;
    }

    /** A policy file that the gateway watches as {@code serve} does. */
    private final class Watched implements AutoCloseable {
        private final Border border;
        private final Path file = directory.resolve("policy.yaml");
        private final WatchPolicy watch;

        Watched(Border border) throws IOException {
            this.border = border;
            byte[] first = border.policy(topology -> topology).getBytes(StandardCharsets.UTF_8);
            write(first);
            PolicyCompiler compiler = new PolicyCompiler(BuiltInCatalogue.load(), new MachineSecrets(Map.of(), true));
            watch = new WatchPolicy(
                    file,
                    first,
                    bytes -> compiler.compile(
                            file.toString(), new String(bytes, StandardCharsets.UTF_8), null, directory),
                    border.running().gateway().policy());
            watch.start();
        }

        void write(byte[] bytes) throws IOException {
            Files.write(file, bytes);
        }

        /** Makes it look now, and waits until it has. */
        void look(String why) {
            var before = border.running().gateway().refusedReload();
            watch.reload();
            await(why)
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> border.running().gateway().refusedReload() != before);
        }

        @Override
        public void close() {
            watch.close();
        }
    }
}
