package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactTest {

    /** Names of OpenTelemetry's that others ask for, so that nothing of ours may change them. */
    private static final List<String> REGISTRY = List.of(
            "cloud.provider",
            "cloud.region",
            "error.type",
            "gen_ai.conversation.id",
            "gen_ai.operation.name",
            "gen_ai.prompt.name",
            "gen_ai.prompt.version",
            "gen_ai.provider.name",
            "gen_ai.request.model",
            "gen_ai.request.stream",
            "gen_ai.response.id",
            "gen_ai.response.model",
            "gen_ai.response.time_to_first_chunk",
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.output_tokens",
            "gen_ai.usage.reasoning.output_tokens",
            "http.request.method",
            "http.request.resend_count",
            "http.response.status_code",
            "http.route",
            "server.address",
            "server.port",
            "url.path",
            "url.scheme");

    private static final List<String> OF_LINES_ALONE = List.of(
            "duration_ms",
            "overhead_ms",
            "parent_span_id",
            "span_id",
            "timestamp",
            "trace_flags",
            "trace_id",
            "ttft_ms",
            "upstream_ttft_ms",
            "waited_ms");

    @Test
    void every_key_is_the_registrys_or_stands_in_our_own_namespace() {
        List<String> keys = Arrays.stream(Fact.values()).map(Fact::key).toList();
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(keys)
                .filteredOn(key -> !key.startsWith("bailiwick.") && !OF_LINES_ALONE.contains(key))
                .containsExactlyInAnyOrderElementsOf(REGISTRY);
        assertThat(keys)
                .filteredOn(key -> key.startsWith("bailiwick."))
                .allMatch(key -> key.matches("bailiwick(\\.[a-z_]+)+"));
    }

    @Test
    void the_page_lists_every_key_with_its_places() throws IOException {
        StringBuilder table =
                new StringBuilder("| key | line | SERVER | call | attempt | meaning |\n|---|---|---|---|---|---|\n");
        for (Fact fact : Fact.values()) {
            table.append("| `").append(fact.key()).append("` |");
            for (Fact.Place place : Fact.Place.values()) {
                table.append(fact.standsOn(place) ? " x |" : " |");
            }
            table.append(' ').append(fact.meaning()).append(" |\n");
        }
        assertThat(Files.readString(Path.of("../docs/telemetry.md"))).contains(table);
    }
}
