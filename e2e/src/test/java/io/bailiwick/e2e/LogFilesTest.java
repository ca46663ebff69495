package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a jurisdiction's log file hold its own exchanges, all of them, and nobody else's? */
final class LogFilesTest {

    @TempDir
    private Path directory;

    private ThreeRegions site;

    @BeforeEach
    void start() throws IOException {
        site = ThreeRegions.start("""
            logs:
              eu: { file: "%1$s/eu.jsonl", reach: ["onprem:fra1"] }
              us: { file: "%1$s/us.jsonl", reach: ["onprem:iad1"] }
            """.formatted(directory));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void each_file_holds_its_jurisdiction_and_the_rest_goes_to_standard_output() throws IOException {
        String served = trace(site.gateway.chat(Running.EU_KEY, Running.chatBody("Hello")));
        String narrowed = trace(site.gateway.chat(Running.DE_KEY, Running.chatBody("Hello")));
        String outside = trace(site.gateway.chat(Running.US_KEY, Running.chatBody("Hello")));
        String nobody = trace(site.gateway.chat("bw-nobody", Running.chatBody("Hello")));

        assertHolds("eu.jsonl", "eu", served);
        assertHolds("us.jsonl", "us", outside);
        await().untilAsserted(() -> assertThat(site.gateway.log().lines().toList())
                .hasSize(2)
                .anyMatch(line -> line.contains(narrowed) && line.contains(home("de")))
                .anyMatch(line -> line.contains(nobody) && line.contains(home("unknown"))));
    }

    @Test
    void no_file_holds_what_was_said() throws IOException {
        Canaries canaries = Canaries.fresh();

        site.gateway.chat(Running.EU_KEY, Running.chatBody(canaries.prompt()), "x-note", canaries.header());
        site.gateway.chat(canaries.key(), Running.chatBody(canaries.prompt()));
        site.gateway.chat(Running.US_KEY, Running.streamBody(canaries.prompt()));
        site.gateway.close();

        assertThat(lines("eu.jsonl")).hasSize(1);
        RegionSinks.assertAbsent(canaries, directory);
        RegionSinks.assertAbsent(canaries, "standard output", site.gateway.log());
    }

    private void assertHolds(String file, String jurisdiction, String trace) {
        await().untilAsserted(
                        () -> assertThat(lines(file)).singleElement().asString().contains(trace, home(jurisdiction)));
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file));
    }

    private static String home(String jurisdiction) {
        return "\"bailiwick.home.jurisdiction\":\"" + jurisdiction + "\"";
    }

    private static String trace(RawReply reply) {
        return reply.header("bailiwick-trace-id");
    }
}
