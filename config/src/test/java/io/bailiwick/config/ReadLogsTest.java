package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.credentials.MachineSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a process that cannot write an exchange's line says so before it serves one. */
class ReadLogsTest {

    @TempDir
    private Path directory;

    @Test
    void a_log_that_this_process_cannot_write_is_a_problem_where_it_is_to_serve() throws IOException {
        Path there = Files.writeString(directory.resolve("eu.jsonl"), "");
        assertThat(problems(there, true)).isEmpty();
        assertThat(problems(directory.resolve("new.jsonl"), true)).isEmpty();
        for (Path lost : List.of(directory.resolve("missing/eu.jsonl"), directory, there.resolve("below-a-file"))) {
            assertThat(problems(lost, true))
                    .as(lost.toString())
                    .singleElement()
                    .asString()
                    .contains("logs.eu.file", "cannot be written");
            assertThat(problems(lost, false)).as("another machine's directory").isEmpty();
        }
    }

    private List<String> problems(Path log, boolean serving) {
        String policy = """
            bailiwick: 1
            gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0" }
            jurisdictions: { eu: { boundary: [EU] } }
            identity: { tenants: { a: { jurisdiction: eu, keys: ["sha256:b9d88d60c0f024771329de35b20e924470b2e8305b6645a8e69f651a03b90cdd"] } } }
            endpoints: { own: { provider: vllm, url: "http://10.0.0.1:8000/v1", reach: [aws:eu-central-1], models: { chat: m } } }
            routes: { chat: { eu: [[own]] } }
            logs: { eu: { file: "%s", reach: [aws:eu-central-1] } }
            """.formatted(log);
        return new PolicyCompiler(Policies.CATALOGUE, new MachineSecrets(Map.of(), serving))
                .compile("policy.yaml", policy, null, directory)
                .match(
                        accepted -> List.of(),
                        refused -> refused.problems().stream()
                                .map(Problem::toString)
                                .toList());
    }
}
