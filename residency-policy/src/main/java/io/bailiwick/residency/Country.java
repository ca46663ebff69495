package io.bailiwick.residency;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A country by its ISO 3166-1 alpha-2 code, upper case ({@code NO} is Norway). */
public record Country(String code) implements Comparable<Country> {

    private static final int LETTERS = 26;

    /** As many as two letters can name. */
    static final int MOST = LETTERS * LETTERS;

    private static final Set<String> ASSIGNED = Set.copyOf(new HashSet<>(Arrays.asList(Locale.getISOCountries())));

    /** Throws {@link IllegalArgumentException} for anything but an assigned code. */
    public Country {
        if (!ASSIGNED.contains(code)) {
            throw new IllegalArgumentException("'" + code + "' is not an ISO 3166-1 alpha-2 country code");
        }
    }

    /** Its own, below {@link #MOST}: the two letters as one number. */
    int number() {
        return (code.charAt(0) - 'A') * LETTERS + code.charAt(1) - 'A';
    }

    public static boolean isAssigned(String code) {
        return ASSIGNED.contains(code);
    }

    // Spelled out: what Java makes of itself here is put together when it is first met, and a start would wait for it.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Country country && code.equals(country.code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public int compareTo(Country other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
