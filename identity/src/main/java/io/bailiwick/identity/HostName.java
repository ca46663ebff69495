package io.bailiwick.identity;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A host as clients call it, in one form: lower case, without port and trailing dot. */
public final class HostName {

    /** ASCII only, so that no letter of another script can turn into one of these. */
    private static final Pattern FORM = Pattern.compile(
            "([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,31})\\.?(?::[0-9]{1,5})?");

    private static final int MOST_CHARS = 260;

    private HostName() {}

    /** Null for what is no name. */
    public static @Nullable String of(@Nullable String called) {
        if (called == null || called.length() > MOST_CHARS) {
            return null;
        }
        Matcher form = FORM.matcher(called);
        return form.matches() ? form.group(1).toLowerCase(Locale.ROOT) : null;
    }
}
