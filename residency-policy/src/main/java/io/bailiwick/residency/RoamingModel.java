package io.bailiwick.residency;

import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A row of the catalogue: upstream models that may leave what their host promises.
 *
 * @param hosts a host name in lower case; {@code *} stands for any labels
 * @param models a model's name in lower case; {@code *} stands for any characters, and for none
 * @param why what such a model does, in words
 * @param asOf when {@code source} said so
 */
public record RoamingModel(String hosts, String models, String why, LocalDate asOf, String source) {

    /** Whether it speaks of {@code model} at {@code canonicalHost}; upper and lower case are one. */
    boolean speaksOf(String canonicalHost, String model) {
        return matches(hosts, ".+", canonicalHost) && matches(models, ".*", model.toLowerCase(Locale.ROOT));
    }

    private static boolean matches(String pattern, String star, String name) {
        return Pattern.compile("\\Q" + pattern.replace("*", "\\E" + star + "\\Q") + "\\E", Pattern.DOTALL)
                .matcher(name)
                .matches();
    }
}
