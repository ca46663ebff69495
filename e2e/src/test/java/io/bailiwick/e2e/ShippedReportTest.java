package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the command {@code report} of the shipped jar answer, and refuse what it cannot answer, as scripts rely on? */
final class ShippedReportTest {

    @TempDir
    private Path directory;

    private String out;
    private String err;

    @BeforeEach
    void needs() {
        ShippedProcess.assumeBuilt();
    }

    private int run(String... arguments) throws IOException {
        try (ShippedProcess command = ShippedProcess.jar(directory, arguments)) {
            int exit = command.exit();
            out = command.out();
            err = command.err();
            return exit;
        }
    }

    private Path log() throws IOException {
        return Files.writeString(
                directory.resolve("eu.jsonl"),
                "{\"timestamp\":\"" + Instant.now().minusSeconds(60)
                        + "\",\"bailiwick.outcome\":\"ok\",\"gen_ai.provider.name\":\"openai\","
                        + "\"bailiwick.route.name\":\"chat\",\"bailiwick.home.jurisdiction\":\"eu\","
                        + "\"bailiwick.inference.region\":\"openai:eu\",\"bailiwick.model.version\":\"gpt-4o-2024-11-20\","
                        + "\"gen_ai.usage.input_tokens\":1000000,\"gen_ai.usage.cache_read.input_tokens\":0,"
                        + "\"gen_ai.usage.cache_creation.input_tokens\":0,\"gen_ai.usage.output_tokens\":100000}\nbroken\n");
    }

    @Test
    void a_log_is_reported_as_text_json_and_page() throws IOException {
        String log = log().toString();

        assertThat(run("report", "--log", log)).isZero();
        assertThat(out).contains("openai:eu", "3.5000 USD", "1 of 2 lines", "built-in prices.csv");

        assertThat(run("report", "--log", log, "--from", "-2h", "--by", "region,model", "--format", "json"))
                .isZero();
        assertThat(new ObjectMapper()
                        .readTree(out)
                        .path("regions")
                        .get(0)
                        .path("model")
                        .asText())
                .isEqualTo("chat");

        Path page = directory.resolve("report.html");
        assertThat(run("report", "--log", log, "--format", "html", "--out", page.toString()))
                .isZero();
        assertThat(out).isEmpty();
        assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("openai:eu");
    }

    @Test
    void a_wrong_command_line_ends_with_2_and_says_what_was_expected() throws IOException {
        String log = log().toString();

        assertThat(run("report")).isEqualTo(2);
        assertThat(err).contains("--log", "--prometheus");
        assertThat(run("report", "--log", log, "--prometheus", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(run("report", "--log", log, "--from", "yesterday")).isEqualTo(2);
        assertThat(err).contains("'yesterday' is no moment", "-24h");
        assertThat(run("report", "--log", log, "--from", "now", "--to", "-1h")).isEqualTo(2);
        assertThat(err).contains("--from before --to");
        assertThat(run("report", "--log", log, "--by", "tenant")).isEqualTo(2);
        assertThat(err).contains("region,model");
        assertThat(run("report", "--prometheus", "127.0.0.1:9090")).isEqualTo(2);
        assertThat(err).contains("http or https");
        assertThat(run("report", "--prometheus", "http://127.0.0.1:9090", "--jurisdiction", "eu"))
                .isEqualTo(2);
        assertThat(err).contains("know no jurisdiction", "--log");
    }

    @Test
    void what_cannot_be_read_ends_with_1_and_is_named() throws IOException {
        Path prices = Files.writeString(directory.resolve("prices.csv"), "region,currency,input\nx,EUR,cheap\n");

        assertThat(run("report", "--log", "gone.jsonl")).isEqualTo(1);
        assertThat(err).contains("no such file: gone.jsonl");
        assertThat(run("report", "--log", log().toString(), "--prices", prices.toString()))
                .isEqualTo(1);
        assertThat(err).contains("prices.csv:2: input is 'cheap'");
        assertThat(run("report", "--prometheus", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(err).contains("cannot ask http://127.0.0.1:1");
    }
}
