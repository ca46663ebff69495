package io.bailiwick.identity;

import io.bailiwick.identity.CheckToken.Checked;
import io.bailiwick.residency.Country;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one policy's rules need beyond its text, and what changes under them: key files, an issuer's keys, a database. */
public final class Sources {

    /** A gateway with thousands of tenants would do little else than ask for their files: these or an eighth at a look. */
    private static final int FILES_AT_A_LOOK = 250;

    private static final int MOST_LOOKS_FOR_ALL = 8;

    private static final WatchedFile.Kind<KeyLines> KEYS = new WatchedFile.Kind<>(
            KeyLines.MOST_BYTES, KeyLines::read, lines -> lines.keys().size() + " keys");
    private static final WatchedFile.Kind<CountryTable> COUNTRIES =
            new WatchedFile.Kind<>(CountryTable.MOST_BYTES, CountryTable::read, CountryTable::described);

    private final IdentityRules rules;
    private final World world;
    private final Map<Path, WatchedFile<KeyLines>> keyFiles = new LinkedHashMap<>();
    private final @Nullable WatchedFile<CountryTable> countries;
    private final @Nullable IssuerKeys issuerKeys;
    private final @Nullable CheckToken tokens;
    private volatile Map<KeyDigest, KeyOwner> fileKeys = Map.of();
    private Map<Path, KeyLines> indexed = Map.of();
    private Iterator<Map.Entry<Path, WatchedFile<KeyLines>>> turn = Collections.emptyIterator();

    /**
     * Reads files before it returns; an issuer is asked by the first {@link #look}.
     *
     * @param before whose files and keys are taken over where the new rules name them too
     */
    public Sources(IdentityRules rules, World world, @Nullable Sources before) {
        this.rules = rules;
        this.world = world;
        rules.tenants().keyFiles().forEach((file, tenant) -> {
            WatchedFile<KeyLines> known = before == null ? null : before.keyFiles.get(file);
            keyFiles.put(file, known != null ? known : new WatchedFile<>(file, KEYS, world.observer()));
        });
        this.countries = rules.geoip() == null ? null : countries(rules.geoip(), before);
        this.issuerKeys =
                rules.tokens() == null ? null : issuerKeys(rules.tokens().jwks(), before);
        this.tokens = rules.tokens() == null || issuerKeys == null
                ? null
                : new CheckToken(rules.tokens(), issuerKeys, world.clock());
        keyFiles.forEach((file, watched) -> told(file, watched, watched.look()));
        if (countries != null) {
            countries.look();
        }
        index();
    }

    /** The world outside, as tests replace it. */
    public record World(
            FetchKeys fetch, Clock clock, LongSupplier nanoTime, SourcesObserver observer, IssuerKeys.Times times) {}

    /** The one tenant whose file holds a key; null where two do, because then nobody knows whose it is. */
    private record KeyOwner(
            WatchedFile<KeyLines> file, @Nullable Tenant tenant) {}

    private WatchedFile<CountryTable> countries(Path file, @Nullable Sources before) {
        return before != null && before.countries != null && file.equals(before.rules.geoip())
                ? before.countries
                : new WatchedFile<>(file, COUNTRIES, world.observer());
    }

    private IssuerKeys issuerKeys(URI jwks, @Nullable Sources before) {
        return before != null
                        && before.issuerKeys != null
                        && before.rules.tokens() != null
                        && jwks.equals(before.rules.tokens().jwks())
                ? before.issuerKeys
                : new IssuerKeys(jwks, world.fetch(), world.nanoTime(), world.observer(), world.times());
    }

    public IdentityRules rules() {
        return rules;
    }

    /** Takes over what has changed outside, of many key files those whose turn it is; never on an event loop. */
    public synchronized void look() {
        lookAtKeyFiles(Math.max(FILES_AT_A_LOOK, (keyFiles.size() + MOST_LOOKS_FOR_ALL - 1) / MOST_LOOKS_FOR_ALL));
        lookAtTheRest();
    }

    /** The same, with all key files read as they stand: what was changed before a reload counts after it. */
    public synchronized void lookAtAll() {
        boolean changed = false;
        for (Map.Entry<Path, WatchedFile<KeyLines>> each : keyFiles.entrySet()) {
            told(each.getKey(), each.getValue(), each.getValue().read());
            changed |= saysElse(each);
        }
        if (changed) {
            index();
        }
        lookAtTheRest();
    }

    private void lookAtTheRest() {
        if (countries != null) {
            countries.look();
        }
        if (issuerKeys != null) {
            issuerKeys.look();
        }
    }

    private void lookAtKeyFiles(int most) {
        boolean changed = false;
        for (int i = Math.min(keyFiles.size(), most); i > 0; i--) {
            if (!turn.hasNext()) {
                turn = keyFiles.entrySet().iterator();
            }
            Map.Entry<Path, WatchedFile<KeyLines>> each = turn.next();
            told(each.getKey(), each.getValue(), each.getValue().look());
            changed |= saysElse(each);
        }
        if (changed) {
            index();
        }
    }

    /** Than when keys were indexed, whoever saw that: rules of before and after share their files. */
    private boolean saysElse(Map.Entry<Path, WatchedFile<KeyLines>> each) {
        return !Objects.equals(each.getValue().get(), indexed.get(each.getKey()));
    }

    /** That all keys of a tenant are gone may be meant, and is said louder than that there are some. */
    private void told(Path file, WatchedFile<KeyLines> watched, boolean changed) {
        KeyLines lines = watched.get();
        if (changed && lines != null && lines.keys().isEmpty()) {
            world.observer().failed(file.toString(), "holds no key", "nobody is let in by it");
        }
    }

    /** What the files say now. */
    private Map<Path, KeyLines> lines() {
        Map<Path, KeyLines> now = new HashMap<>();
        keyFiles.forEach((file, watched) -> {
            KeyLines lines = watched.get();
            if (lines != null) {
                now.put(file, lines);
            }
        });
        return now;
    }

    /** One map of all files, so that a key is found at once however many tenants there are. */
    private void index() {
        Map<KeyDigest, KeyOwner> next = new HashMap<>();
        Set<String> shared = new HashSet<>();
        Set<String> taken = new HashSet<>();
        Map<Path, KeyLines> now = lines();
        now.forEach((file, lines) -> {
            Tenant tenant = rules.tenants().keyFiles().get(file);
            WatchedFile<KeyLines> watched = keyFiles.get(file);
            if (tenant == null || watched == null) {
                return;
            }
            for (KeyDigest key : lines.keys()) {
                Tenant written = rules.tenants().byKey(key);
                if (written != null && !written.equals(tenant)) {
                    // A file takes nothing away from what was proven with the policy.
                    taken.add(file.toString());
                    continue;
                }
                boolean twice = next.containsKey(key);
                next.put(key, new KeyOwner(watched, twice ? null : tenant));
                if (twice) {
                    shared.add(file.toString());
                }
            }
        });
        shared.forEach(file -> world.observer()
                .failed(file, "holds a key that another tenant has as well", "nobody is let in with that key"));
        taken.forEach(file -> world.observer()
                .failed(
                        file,
                        "holds a key that the policy writes for another tenant",
                        "with that key that other tenant is let in"));
        fileKeys = next;
        indexed = now;
    }

    @Nullable
    Tenant byKey(KeyDigest key) {
        KeyOwner owner = fileKeys.get(key);
        if (owner == null) {
            return rules.tenants().byKey(key);
        }
        KeyLines lines = owner.file().get();
        return lines != null && lines.holds(key, world.clock().instant()) ? owner.tenant() : null;
    }

    /** Whose that certificate is, by any of its names; nobody's once it has expired. */
    List<Tenant> byCertificate(ClientCertificate certificate) {
        return world.clock().instant().isAfter(certificate.until())
                ? List.of()
                : certificate.names().stream()
                        .flatMap(name -> Stream.ofNullable(rules.tenants().byCertificate(name)))
                        .toList();
    }

    /** Null where the policy takes no tokens. */
    @Nullable
    Checked check(String token) {
        return tokens == null || !CheckToken.isShaped(token) ? null : tokens.of(token);
    }

    Identification.Waiting keys(@Nullable String kid) {
        return told -> {
            if (issuerKeys == null) {
                told.accept(Identification.Waited.UNANSWERED);
            } else {
                issuerKeys.await(kid, told);
            }
        };
    }

    /** Whether a database of addresses that should be asked can be. */
    boolean knowsAddresses() {
        return countries == null || countries.get() != null;
    }

    @Nullable
    Country country(InetAddress address) throws UnreadableException {
        CountryTable table = countries == null ? null : countries.get();
        return table == null ? null : table.of(address);
    }
}
