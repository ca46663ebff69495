package io.bailiwick.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reports as an operator gets them, of lines that a test wrote. */
final class Reports {

    /** Round figures, so that a test can be checked in the head. */
    static final String PRICES = """
        provider,region,model,currency,input,cached_input,cache_write,output,as_of,verified,source
        azure,azure:*,gpt-4o-*,EUR,2,1,input,10,2026-11-01,yes,a contract
        openai-compatible,onprem:*,sim-*,EUR,0.5,0.5,input,1,2026-11-01,yes,own costs
        """;

    private Reports() {}

    static Report of(Logged... lines) {
        return of(PRICES, Arrays.stream(lines).map(Logged::line).toList(), false);
    }

    static Report of(String prices, List<String> lines, boolean byRoute) {
        try {
            Path file = Files.createTempFile("exchanges", ".jsonl");
            try {
                Files.writeString(file, String.join("\n", lines) + "\n");
                Question question = new Question(Logged.DAY, null);
                Collected read = new LogSource(List.of(file)).read(question, Progress.NONE);
                return new MakeReport(PriceFile.read("prices.csv", prices)).of(question, read, byRoute);
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Row row(Report report, String region) {
        return report.rows().stream()
                .filter(row -> row.region().equals(region))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row of " + region));
    }

    static String penalty(Row row) {
        return Words.penalty(row.penalty());
    }

    static String cost(Row row) {
        return Words.cost(row.cost());
    }
}
