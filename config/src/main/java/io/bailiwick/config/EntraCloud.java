package io.bailiwick.config;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of the catalogue: who gives tokens for these hosts, and for which scope.
 *
 * @param hosts a host name in lower case; {@code *} stands for any labels
 */
record EntraCloud(String hosts, URI authority, String scope) {

    static List<EntraCloud> load() {
        return BuiltInCatalogue.rows("entra").stream()
                .map(row -> new EntraCloud(row.get("hosts"), URI.create(row.get("authority")), row.get("scope")))
                .toList();
    }

    /** Null for a host of none of Azure's clouds. */
    static @Nullable EntraCloud of(List<EntraCloud> clouds, String host) {
        return clouds.stream()
                .filter(cloud -> Pattern.matches("\\Q" + cloud.hosts.replace("*", "\\E.+\\Q") + "\\E", host))
                .findFirst()
                .orElse(null);
    }
}
