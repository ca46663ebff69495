package io.bailiwick.config;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under aligned columns. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... columns) {
        rows.add(List.of(columns));
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int at = 0; at < row.size(); at++) {
                String cell = row.get(at);
                line.append(cell);
                if (at < row.size() - 1) {
                    line.append(" ".repeat(width(at) - cell.length() + 2));
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
