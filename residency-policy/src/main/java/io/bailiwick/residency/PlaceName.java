package io.bailiwick.residency;

import java.util.regex.Pattern;

/** The form that names of places share: {@code owner:code}. */
final class PlaceName {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]*:[a-z0-9][a-z0-9_.-]*");

    private PlaceName() {}

    static void check(String name) {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not of the form cloud:code in lower case");
        }
    }
}
