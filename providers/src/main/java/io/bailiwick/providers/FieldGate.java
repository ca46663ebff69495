package io.bailiwick.providers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The dated data that say which fields, tool types and content types stay inside; all else is a feature. */
public final class FieldGate {

    private final Map<Dialect, LocalDate> asOf;
    private final Map<Api, ApiGate> apis;
    private final Map<Api, ApiGate> mistral;
    private final SortedSet<String> features;
    private final IgnoredFields ignored = IgnoredFields.load();

    FieldGate(Map<Dialect, LocalDate> asOf, Map<Api, ApiGate> apis, Map<Api, ApiGate> mistral, Set<String> features) {
        this.asOf = Map.copyOf(asOf);
        this.apis = Map.copyOf(apis);
        this.mistral = Map.copyOf(mistral);
        this.features = new TreeSet<>(features);
        for (Api api : Api.values()) {
            if (!this.apis.containsKey(api)) {
                throw new IllegalArgumentException("no gate for " + api.word());
            }
        }
    }

    /** Reads the data files that are built in. */
    public static FieldGate load() {
        Map<Dialect, LocalDate> asOf = new EnumMap<>(Dialect.class);
        Map<Api, ApiGate> apis = new EnumMap<>(Api.class);
        Set<String> features = new TreeSet<>(Set.of("remote_url", "remote_kv", "file_id"));
        for (Dialect dialect : Dialect.values()) {
            GateFile file = file(dialect.word().toLowerCase(Locale.ROOT));
            asOf.put(dialect, file.asOf());
            apis.putAll(file.apis());
            features.addAll(file.features());
        }
        GateFile mistral = file("mistral");
        features.addAll(mistral.features());
        return new FieldGate(asOf, apis, mistral.apis(), features);
    }

    private static GateFile file(String word) {
        String name = "gate-" + word + ".json";
        try (InputStream in = FieldGate.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return GateFile.read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** The day on which the dialect's data were last compared with the provider's documents. */
    public LocalDate asOf(Dialect dialect) {
        return Objects.requireNonNull(asOf.get(dialect));
    }

    /** Every feature name that the data use; names of what the data do not know have a colon. */
    public Set<String> features() {
        return Collections.unmodifiableSortedSet(features);
    }

    IgnoredFields ignored() {
        return ignored;
    }

    ApiGate of(Api api) {
        return Objects.requireNonNull(apis.get(api));
    }

    /** The gate of what goes to an endpoint of that provider: its own words where they differ from those of the API's author. */
    ApiGate at(Provider provider, Api api) {
        ApiGate own = provider == Provider.MISTRAL ? mistral.get(api) : null;
        return own == null ? of(api) : own;
    }
}
