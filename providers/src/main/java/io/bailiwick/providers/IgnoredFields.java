package io.bailiwick.providers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields some servers leave out of account without a word; dated rows, each with its source. */
public final class IgnoredFields {

    private final Map<Provider, Map<Api, Set<String>>> ignored = new HashMap<>();
    private final Map<String, String> harmless = new HashMap<>();

    private IgnoredFields(List<String> rows) {
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            Provider provider = Provider.ofWord(cells[0]);
            Api api = Api.ofWord(cells[1]);
            if (cells.length != 6 || provider == null || api == null) {
                throw new IllegalStateException("ignored-fields.csv: " + row);
            }
            LocalDate.parse(cells[4]);
            ignored.computeIfAbsent(provider, none -> new HashMap<>())
                    .computeIfAbsent(api, none -> new HashSet<>())
                    .add(cells[2]);
            harmless.put(cells[2], cells[3]);
        }
    }

    /** Reads the data file that is built in. */
    public static IgnoredFields load() {
        try (InputStream in = IgnoredFields.class.getResourceAsStream("ignored-fields.csv")) {
            if (in == null) {
                throw new IllegalStateException("ignored-fields.csv is not in the jar");
            }
            return new IgnoredFields(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What that server would leave out of account in such a request; empty for most. */
    public Set<String> at(Provider provider, Api api) {
        return ignored.getOrDefault(provider, Map.of()).getOrDefault(api, Set.of());
    }

    /** The field of the request that this server would leave out of account; null for none. */
    public @Nullable String leftOut(Provider provider, InferenceRequest asked) {
        if (asked.watchedFields().isEmpty()) {
            return null;
        }
        Set<String> here = at(provider, asked.api());
        return asked.watchedFields().stream()
                .filter(here::contains)
                .sorted()
                .findFirst()
                .orElse(null);
    }

    /** Whether somebody leaves it out of account. */
    boolean isWatched(String field) {
        return harmless.containsKey(field);
    }

    /** Whether {@code value} asks for no more than leaving the field out does. */
    boolean isHarmless(String field, String value) {
        return value.equals(harmless.get(field));
    }
}
