package io.bailiwick.report;

import java.util.Locale;

/** Text on its way into a page: whatever it holds, it stays text. */
final class Markup {

    private Markup() {}

    static String text(String words) {
        return Shown.text(words)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A coordinate, to the tenth. */
    static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}
