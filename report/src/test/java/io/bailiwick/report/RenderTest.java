package io.bailiwick.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The outputs, byte by byte; {@code -Dgolden=DIRECTORY} writes them anew. */
class RenderTest {

    private static Report report() {
        List<String> lines = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            String at = "2026-11-21T%02d:10:00.000Z".formatted(hour);
            lines.add(Logged.served()
                    .with("timestamp", at)
                    .tokens(40_000, 26_000 + hour * 100L, 3_000)
                    .with("ttft_ms", (200 + hour * 5) + ".000")
                    .line());
            lines.add(Logged.served()
                    .at("azure:francecentral")
                    .with("timestamp", at)
                    .tokens(20_000, 4_000 + hour * 300L, 1_500)
                    .with("ttft_ms", (400 - hour * 7) + ".250")
                    .with("bailiwick.outcome", hour == 5 ? "upstream_error" : "ok")
                    .line());
        }
        lines.add(Logged.served()
                .at("onprem:fra1")
                .with("gen_ai.provider.name", "openai-compatible")
                .with("bailiwick.model.version", "qwen-72b")
                .without("gen_ai.usage.cache_read.input_tokens")
                .line());
        lines.add(Logged.denied().line());
        return Reports.of(Reports.PRICES, lines, false);
    }

    private static void golden(String name, String made) throws IOException {
        String directory = System.getProperty("golden");
        if (directory != null) {
            Files.writeString(Path.of(directory, name), made);
        }
        try (InputStream kept = RenderTest.class.getResourceAsStream(name)) {
            assertThat(kept).as(name).isNotNull();
            assertThat(made).isEqualTo(new String(kept.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void the_text_is_what_an_operator_reads() throws IOException {
        golden("report.txt", RenderText.of(report()));
    }

    @Test
    void the_json_is_what_a_program_relies_on() throws IOException {
        golden("report.json", RenderJson.of(report()));
    }

    @Test
    void the_page_is_what_a_browser_shows() throws IOException {
        golden("report.html", RenderHtml.of(report()));
    }

    @Test
    void an_unknown_figure_is_said_with_its_reason_in_json_and_never_as_zero() throws IOException {
        JsonNode regions = new ObjectMapper().readTree(RenderJson.of(report())).path("regions");
        JsonNode onprem = regions.get(2);

        assertThat(onprem.path("region").asText()).isEqualTo("onprem:fra1");
        assertThat(onprem.path("hit_rate").isNull()).isTrue();
        assertThat(onprem.path("cost").path("known").asBoolean()).isFalse();
        assertThat(onprem.path("cost").path("unpriced").get(0).path("tokens").asLong())
                .isEqualTo(1_000);
        assertThat(onprem.path("cache_penalty").path("known").asBoolean()).isFalse();
        assertThat(onprem.path("cache_penalty").path("why").asText()).contains("not counted");
    }

    @Test
    void the_page_needs_nothing_from_elsewhere_and_runs_no_script() {
        String page = RenderHtml.of(report());

        assertThat(page)
                .contains("default-src 'none'", "prefers-color-scheme: dark", "width=device-width")
                .doesNotContain("<script", "src=", "href=", "url(", "http://", "https://", "@import");
    }

    @Test
    void no_output_names_a_user_a_tenant_or_a_session() {
        for (String output : List.of(RenderText.of(report()), RenderJson.of(report()), RenderHtml.of(report()))) {
            assertThat(output).doesNotContain("acme", "session-1", "0af7651916cd43dd8448eb211c80319c");
        }
    }

    @Test
    void a_name_from_a_hostile_log_is_text_in_the_page_and_moves_no_cursor_in_the_terminal() {
        Report report = Reports.of(Logged.served()
                .at("<script>alert(1)</script>\\u001b[2J\\u202e")
                .with("bailiwick.route.name", "\\\"onload=x<svg/onload=1>"));

        assertThat(RenderHtml.of(report)).doesNotContain("<script", "<svg/", "\u001b", "\u202e");
        assertThat(RenderText.of(report))
                .contains("<script>alert(1)</script>?[2J?")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void an_empty_period_is_said_to_be_empty() {
        Report report = Reports.of(Logged.served().with("timestamp", "2020-01-01T00:00:00Z"));

        assertThat(report.empty()).isTrue();
        assertThat(RenderText.of(report)).contains("nothing was asked in this period", "outside the period");
        assertThat(RenderHtml.of(report)).contains("nothing was asked in this period");
    }
}
