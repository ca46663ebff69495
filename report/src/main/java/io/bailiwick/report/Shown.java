package io.bailiwick.report;

/** Words from outside as they may be printed: none that move a cursor, hide, or run backwards. */
final class Shown {

    private Shown() {}

    static String text(String words, int mostChars) {
        StringBuilder shown = new StringBuilder();
        words.codePoints().limit(mostChars).forEach(each -> shown.appendCodePoint(plain(each) ? each : '?'));
        return words.codePointCount(0, words.length()) > mostChars
                ? shown.append('\u2026').toString()
                : shown.toString();
    }

    static String text(String words) {
        return text(words, 300);
    }

    private static boolean plain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
