package io.bailiwick.observability;

/** Words of bounded length, with an ellipsis where some is left out, and no half of a character. */
final class Bounded {

    /** Of a word that the policy or this program wrote. */
    static final int MOST_CHARS = 1024;

    /** Of a word that a client or an upstream wrote. */
    static final int MOST_FOREIGN_CHARS = 128;

    private static final char REPLACEMENT = '\ufffd';
    private static final char ELLIPSIS = '\u2026';

    private Bounded() {}

    static String own(String word) {
        return atMost(word, MOST_CHARS);
    }

    static String foreign(String word) {
        return atMost(word, MOST_FOREIGN_CHARS);
    }

    private static String atMost(String word, int most) {
        return word.length() <= most && isWhole(word) ? word : cut(word, most);
    }

    private static boolean isWhole(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (Character.isSurrogate(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String cut(String word, int most) {
        int end = Math.min(word.length(), most);
        StringBuilder kept = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char c = word.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(word.charAt(i + 1))) {
                kept.append(c).append(word.charAt(++i));
            } else {
                kept.append(Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return (end < word.length() ? kept.append(ELLIPSIS) : kept).toString();
    }
}
