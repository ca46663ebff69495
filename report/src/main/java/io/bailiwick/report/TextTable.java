package io.bailiwick.report;

import java.util.ArrayList;
import java.util.List;

/** Columns of words, each as wide as its widest; the first few stand to the left, as does a last one of sentences. */
final class TextTable {

    private final int leftColumns;
    private final boolean sentences;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(int leftColumns, boolean sentences, List<String> head) {
        this.leftColumns = leftColumns;
        this.sentences = sentences;
        rows.add(head);
    }

    void row(List<String> cells) {
        rows.add(cells);
    }

    String text() {
        int columns = rows.get(0).size();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                String gap = " ".repeat(width - row.get(i).length());
                boolean left = i < leftColumns || (sentences && i == columns - 1);
                line.append(left ? row.get(i) + gap : gap + row.get(i)).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
