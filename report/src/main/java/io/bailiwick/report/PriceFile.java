package io.bailiwick.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Prices as data: one row a line, the first line names the columns, no cell holds a comma. */
public final class PriceFile {

    static final String BUILT_IN = "prices.csv";

    private PriceFile() {}

    /** The rows that ship with the project, each with its date and source. */
    public static PriceTable builtIn() {
        try (InputStream stream = PriceFile.class.getResourceAsStream(BUILT_IN)) {
            if (stream == null) {
                throw new IllegalStateException(BUILT_IN + " is not in this jar");
            }
            return read("built-in " + BUILT_IN, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Throws with every problem, each with its line. */
    public static PriceTable read(String name, String text) throws IOException {
        List<String> problems = new ArrayList<>();
        List<PriceRow> rows = new ArrayList<>();
        PriceColumns columns = null;
        int line = 0;
        for (String each : text.split("\n", -1)) {
            line++;
            String content = each.strip();
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            try {
                if (columns == null) {
                    columns = PriceColumns.of(content);
                } else {
                    rows.add(columns.row(name + ":" + line, content));
                }
            } catch (IllegalArgumentException wrong) {
                problems.add(name + ":" + line + ": " + wrong.getMessage());
                if (columns == null) {
                    break; // without columns no line means anything
                }
            }
        }
        if (columns == null && problems.isEmpty()) {
            problems.add(name + ": no line that names the columns (expected: " + PriceColumns.EXPECTED + ")");
        }
        if (!problems.isEmpty()) {
            throw new IOException(String.join("\n", problems));
        }
        return new PriceTable(rows);
    }
}
