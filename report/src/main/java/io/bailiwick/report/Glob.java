package io.bailiwick.report;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One or several names, with a space between, in which {@code *} stands for anything. */
record Glob(String text) {

    /** Whether a value fits: what is not known may or may not. */
    enum Fit {
        YES,
        NO,
        MAYBE
    }

    Fit fits(@Nullable String value) {
        if (text.equals("*")) {
            return Fit.YES;
        }
        if (value == null) {
            return Fit.MAYBE;
        }
        return Arrays.stream(text.split(" +")).anyMatch(name -> value.matches(pattern(name))) ? Fit.YES : Fit.NO;
    }

    private static String pattern(String name) {
        return Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }
}
