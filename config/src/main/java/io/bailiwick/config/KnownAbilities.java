package io.bailiwick.config;

import io.bailiwick.providers.Abilities;
import io.bailiwick.providers.Capability;
import io.bailiwick.providers.Provider;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the built-in rows say of providers' own models; a deployment's name, as Azure has it, says nothing. */
final class KnownAbilities {

    private final List<Row> rows = BuiltInCatalogue.rows("capabilities").stream()
            .map(row -> new Row(
                    row.get("provider"),
                    Pattern.compile("\\Q" + row.get("models").replace("*", "\\E.*\\Q") + "\\E"),
                    new Abilities(
                            capabilities(row.words("capabilities")),
                            number(row.get("context")),
                            number(row.get("output")),
                            row.get("source") + ", as of " + row.asOf())))
            .toList();

    private record Row(String provider, Pattern models, Abilities abilities) {}

    Abilities of(Provider provider, String model) {
        return rows.stream()
                .filter(row -> row.provider.equals(provider.word())
                        && row.models.matcher(model.toLowerCase(Locale.ROOT)).matches())
                .map(Row::abilities)
                .findFirst()
                .orElse(Abilities.UNKNOWN);
    }

    private static Set<Capability> capabilities(Set<String> words) {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        for (String word : words) {
            Capability capability = Capability.ofWord(word);
            if (capability == null) {
                throw new IllegalStateException("capabilities.csv: no capability is called " + word);
            }
            found.add(capability);
        }
        return found;
    }

    private static @Nullable Long number(String cell) {
        return cell.isEmpty() ? null : Long.valueOf(cell);
    }
}
