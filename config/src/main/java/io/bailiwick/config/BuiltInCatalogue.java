package io.bailiwick.config;

import io.bailiwick.residency.Catalogue;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Geography;
import io.bailiwick.residency.KnownHost;
import io.bailiwick.residency.KnownProfile;
import io.bailiwick.residency.KnownSku;
import io.bailiwick.residency.Place;
import io.bailiwick.residency.ProviderTables;
import io.bailiwick.residency.Region;
import io.bailiwick.residency.RoamingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue that ships with the project: dated rows in {@code catalogue/*.csv}. */
public final class BuiltInCatalogue {

    private static final Map<String, KnownProfile.Verification> VERIFICATIONS = Map.of(
            "aws-doc", KnownProfile.Verification.PROVEN,
            "live-third-party", KnownProfile.Verification.RELATED,
            "related", KnownProfile.Verification.RELATED);

    private final MessageDigest read = sha256();

    private BuiltInCatalogue() {}

    public static Catalogue load() {
        return new BuiltInCatalogue().catalogue();
    }

    private Catalogue catalogue() {
        Map<String, Set<Country>> territories = new LinkedHashMap<>();
        for (Row row : counted("territories")) {
            territories.put(row.get("territory"), countries(row, territories));
        }
        List<Place> places = new ArrayList<>();
        for (Row row : counted("regions")) {
            places.add(new Region(row.get("region"), new Country(row.get("country"))));
        }
        for (Row row : counted("geographies")) {
            places.add(new Geography(row.get("geography"), countries(row, territories), row.asOf()));
        }
        ProviderTables providers = new ProviderTables(hosts(), skus(), profiles(), vendors(), roaming());
        return new Catalogue(places, territories, providers, HexFormat.of().formatHex(read.digest()));
    }

    private static Set<Country> countries(Row row, Map<String, Set<Country>> territories) {
        Set<Country> countries = new HashSet<>();
        for (String name : row.words("countries")) {
            Set<Country> territory = territories.get(name);
            countries.addAll(territory == null ? Set.of(new Country(name)) : territory);
        }
        return countries;
    }

    private List<KnownHost> hosts() {
        return counted("hosts").stream()
                .map(row -> new KnownHost(
                        row.get("pattern"),
                        row.get("provider"),
                        KnownHost.Rule.valueOf(
                                row.get("rule").toUpperCase(Locale.ROOT).replace('-', '_')),
                        row.get("reach"),
                        row.words("models"),
                        row.get("stored"),
                        row.asOf(),
                        row.get("source")))
                .toList();
    }

    private List<KnownSku> skus() {
        return counted("azure-skus").stream().map(BuiltInCatalogue::sku).toList();
    }

    private static KnownSku sku(Row row) {
        String scope = row.get("scope");
        KnownSku.Scope reach = scope.equals("region")
                ? KnownSku.Scope.REGION
                : scope.equals("anywhere") ? KnownSku.Scope.ANYWHERE : KnownSku.Scope.ZONE;
        Set<String> zones = reach == KnownSku.Scope.ZONE ? row.words("scope") : Set.of();
        return new KnownSku(row.get("sku"), row.get("dialect"), reach, zones, row.asOf(), row.get("source"));
    }

    private List<KnownProfile> profiles() {
        return counted("bedrock-profiles").stream()
                .map(row -> new KnownProfile(
                        row.get("prefix"),
                        row.get("source_region"),
                        row.get("destinations").equals("anywhere") ? Set.of() : row.words("destinations"),
                        VERIFICATIONS.getOrDefault(row.get("verification"), KnownProfile.Verification.UNPROVEN),
                        row.asOf(),
                        row.get("source")))
                .toList();
    }

    private List<RoamingModel> roaming() {
        return counted("roaming-models").stream()
                .map(row -> new RoamingModel(
                        row.get("hosts"), row.get("models"), row.get("why"), row.asOf(), row.get("source")))
                .toList();
    }

    private Set<String> vendors() {
        return counted("bedrock-vendors").stream()
                .map(row -> row.get("vendor"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The rows of one file, which is counted in the digest. */
    private List<Row> counted(String file) {
        byte[] bytes = bytes(file);
        read.update(bytes);
        return rows(file, bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The rows of one file, which places no border. */
    static List<Row> rows(String file) {
        return rows(file, bytes(file));
    }

    /** The first line names the columns, no cell holds a comma. */
    private static List<Row> rows(String file, byte[] bytes) {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        String[] columns = lines.get(0).split(",", -1);
        return lines.stream()
                .skip(1)
                .map(line -> Row.of(resource(file), columns, line))
                .toList();
    }

    private static byte[] bytes(String file) {
        try (InputStream stream = BuiltInCatalogue.class.getResourceAsStream(resource(file))) {
            if (stream == null) {
                throw new IllegalStateException(resource(file) + " is not in this jar");
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String resource(String file) {
        return "catalogue/" + file + ".csv";
    }

    /** One line of a catalogue file, by column. */
    record Row(Map<String, String> cells) {

        static Row of(String resource, String[] columns, String line) {
            String[] values = line.split(",", -1);
            if (values.length != columns.length) {
                throw new IllegalStateException(resource + " has a row of " + values.length + " cells: " + line);
            }
            Map<String, String> cells = new HashMap<>();
            for (int at = 0; at < columns.length; at++) {
                cells.put(columns[at], values[at]);
            }
            return new Row(cells);
        }

        String get(String column) {
            String cell = cells.get(column);
            if (cell == null) {
                throw new IllegalStateException("no column " + column + " in " + cells);
            }
            return cell;
        }

        Set<String> words(String column) {
            return Arrays.stream(get(column).split(" "))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        }

        LocalDate asOf() {
            return LocalDate.parse(get("as_of"));
        }
    }
}
