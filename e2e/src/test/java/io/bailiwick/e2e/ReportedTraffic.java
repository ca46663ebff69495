package io.bailiwick.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.report.Collected;
import io.bailiwick.report.LogSource;
import io.bailiwick.report.MakeReport;
import io.bailiwick.report.Period;
import io.bailiwick.report.PriceFile;
import io.bailiwick.report.Progress;
import io.bailiwick.report.Question;
import io.bailiwick.report.RenderJson;
import io.bailiwick.report.Source;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/** Traffic of two jurisdictions over three regions, with misses, hits, streams, a failover, errors and refusals. */
final class ReportedTraffic {

    static final String PRICES = """
        route,region,currency,input,cached_input,cache_write,output
        chat,onprem:fra1,EUR,2,0.5,input,8
        chat,*,EUR,3,1,input,9
        claude,*,USD,5,0.5,6.25,25
        embed,*,EUR,0.1,0.1,input,
        """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LONG = "the same words over and over ".repeat(60);
    private static final String MESSAGE =
            "{\"model\":\"claude\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";

    private ReportedTraffic() {}

    /** Sends it, and waits until every exchange is logged. */
    static void send(ThreeRegions site) throws IOException {
        int sent = 0;
        for (int i = 0; i < 4; i++) {
            site.gateway.chat(Running.EU_KEY, Running.chatBody(LONG + "end"));
            site.gateway.chat(Running.EU_KEY, Running.streamBody(LONG + "end " + i));
            site.gateway.post("/v1/messages", Running.EU_KEY, MESSAGE.formatted(LONG + i));
            site.gateway.post("/v1/embeddings", Running.EU_KEY, "{\"model\":\"embed\",\"input\":\"a few words\"}");
            sent += 4;
        }
        site.frankfurt().breakDown();
        site.gateway.chat(Running.EU_KEY, Running.streamBody(LONG + "elsewhere"));
        site.gateway.chat(Running.US_KEY, Running.chatBody("refused: this gateway is in the EU"));
        site.gateway.chat("wrong-key", Running.chatBody("nobody"));
        site.breakEurope();
        site.gateway.chat(Running.EU_KEY, Running.chatBody("nobody can"));
        int whole = sent + 4;
        Awaitility.await("the lines of all exchanges")
                .atMost(Duration.ofSeconds(30))
                .until(() -> site.gateway.log().lines().count() >= whole);
    }

    /** Of a process that began earlier and is seen first within the period, a report leaves out what it says first. */
    static Instant beforeThisProcess() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
                .minusSeconds(60);
    }

    static Question untilNow(Instant begun) {
        return new Question(new Period(begun, Instant.now().plusSeconds(1)), null);
    }

    static JsonNode ofLog(ThreeRegions site, Path directory, Question question) throws IOException {
        Path log = Files.writeString(directory.resolve("eu.jsonl"), site.gateway.log());
        return of(new LogSource(List.of(log)), question);
    }

    static JsonNode of(Source source, Question question) throws IOException {
        Collected read = source.read(question, Progress.NONE);
        return JSON.readTree(
                RenderJson.of(new MakeReport(PriceFile.read("prices.csv", PRICES)).of(question, read, true)));
    }

    /** Without what the sources cannot have in common: who they are, and how fine their times are. */
    static JsonNode figures(JsonNode report) {
        ObjectNode figures = report.deepCopy();
        figures.remove(List.of("source", "ttft_exact", "notes"));
        figures.path("regions").forEach(ReportedTraffic::withoutTimes);
        withoutTimes(figures.path("total"));
        return figures;
    }

    private static void withoutTimes(JsonNode row) {
        ((ObjectNode) row.path("ttft_ms")).remove(List.of("p50", "p95"));
        ((ObjectNode) row).remove("reasoning");
    }
}
