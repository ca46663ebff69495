package io.bailiwick.config;

/** Text of a policy as a problem may print it: short, and without what could disturb a terminal. */
final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    static String of(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(each -> printable.appendCodePoint(
                        Character.isISOControl(each) || !Character.isDefined(each) || each > 0x2fff ? '?' : each));
        return text.codePointCount(0, text.length()) > LONGEST ? printable + "…" : printable.toString();
    }
}
