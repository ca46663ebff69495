package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bailiwick.credentials.MachineSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a policy says of a file of keys before anybody is let in by it. */
class ReadKeyFileTest {

    private static final int MOST_BYTES = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void a_file_that_is_too_large_is_named_with_its_size_and_the_limit() throws IOException {
        Path file = directory.resolve("large.keys");
        Files.writeString(file, "#".repeat(MOST_BYTES + 1));
        for (boolean serving : new boolean[] {true, false}) {
            assertThat(said(file, serving))
                    .singleElement()
                    .asString()
                    .contains("identity.tenants.a.keys: " + file + ": has 1048577 bytes (expected: at most 1048576)");
        }
        Files.writeString(file, "#".repeat(MOST_BYTES));
        assertThat(said(file, true)).singleElement().asString().endsWith("holds no key: nobody is let in by it");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // to open a pipe heeds no interruption
    void a_pipe_or_a_directory_is_a_problem_and_keeps_nobody() throws IOException, InterruptedException {
        assertThat(said(directory, true)).singleElement().asString().contains("is no regular file");
        Path pipe = directory.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "this machine makes no pipes");
        assertThat(said(pipe, true)).singleElement().asString().contains(pipe + ": is no regular file");
    }

    @Test
    void a_file_that_is_not_here_is_a_problem_only_where_it_is_to_serve() {
        Path nowhere = directory.resolve("nowhere");
        assertThat(said(nowhere, true)).singleElement().asString().contains("(expected: a file of sha256: lines)");
        assertThat(said(nowhere, false)).singleElement().asString().endsWith("cannot be read on this machine");
    }

    /** Problems where it is refused, and warnings where not. */
    private List<String> said(Path keys, boolean serving) {
        String policy = """
            bailiwick: 1
            gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0" }
            jurisdictions: { eu: { boundary: [EU] } }
            identity: { tenants: { a: { jurisdiction: eu, keys: { file: "%s" } } } }
            endpoints: { own: { provider: vllm, url: "http://10.0.0.1:8000/v1", reach: [aws:eu-central-1], models: { chat: m } } }
            routes: { chat: { eu: [[own]] } }
            """.formatted(keys);
        return new PolicyCompiler(Policies.CATALOGUE, new MachineSecrets(Map.of(), serving))
                .compile("policy.yaml", policy, null, directory)
                .match(
                        accepted -> accepted.warnings().stream(),
                        refused -> refused.problems().stream().map(Problem::toString))
                .filter(each -> each.contains(".keys"))
                .toList();
    }
}
