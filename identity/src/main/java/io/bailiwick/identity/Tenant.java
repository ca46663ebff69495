package io.bailiwick.identity;

import io.bailiwick.residency.Jurisdiction;
import java.util.List;
import java.util.regex.Pattern;

/** Who asks, and the jurisdictions of which one is its user's; with more than one, another source has to choose. */
public record Tenant(String name, List<Jurisdiction> homes) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    public Tenant {
        homes = List.copyOf(homes);
        if (!isName(name)) {
            throw new IllegalArgumentException("a tenant needs a name of " + NAME);
        }
        if (homes.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a jurisdiction");
        }
    }

    /** Whether a tenant can be called that: at most 63 letters, digits, dots, dashes and underscores. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public String toString() {
        return name;
    }
}
