package io.bailiwick.identity;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every tenant, found by its name, by a key that the policy writes, or by what its certificates say. */
public final class Tenants {

    private final Map<String, Tenant> names = new LinkedHashMap<>();
    private final Map<KeyDigest, Tenant> owners = new HashMap<>();
    private final Map<String, Tenant> certificates = new HashMap<>();
    private final Map<Path, Tenant> keyFiles = new LinkedHashMap<>();

    /** Throws {@link IllegalArgumentException} where two tenants share a name, a key, a certificate or a key file. */
    public Tenants(Collection<Keyring> keyrings) {
        for (Keyring keyring : keyrings) {
            Tenant tenant = keyring.tenant();
            if (names.put(tenant.name(), tenant) != null) {
                throw new IllegalArgumentException("two tenants are called '" + tenant + "'");
            }
            keyring.keys().forEach(key -> own(owners, key, tenant, "key"));
            keyring.certificates().forEach(name -> own(certificates, name, tenant, "certificate"));
            if (keyring.keyFile() != null) {
                own(keyFiles, keyring.keyFile(), tenant, "key file");
            }
        }
    }

    private static <K> void own(Map<K, Tenant> owners, K what, Tenant tenant, String called) {
        Tenant owner = owners.put(what, tenant);
        if (owner != null && !owner.equals(tenant)) {
            throw new IllegalArgumentException(owner + " and " + tenant + " share a " + called);
        }
    }

    /** Whose key this is. */
    public @Nullable Tenant byKey(byte[] presentedKeyUtf8) {
        return byKey(KeyDigest.of(presentedKeyUtf8));
    }

    /** Found by digest: how long that takes tells nothing of a key, since nobody can choose what a key hashes to. */
    public @Nullable Tenant byKey(KeyDigest presented) {
        return owners.get(presented);
    }

    /** Whose certificate carries that name: {@code dns:…}, {@code uri:…} or {@code sha256:…} of its public key. */
    public @Nullable Tenant byCertificate(String name) {
        return certificates.get(name);
    }

    public @Nullable Tenant named(String name) {
        return names.get(name);
    }

    public List<Tenant> all() {
        return List.copyOf(names.values());
    }

    /** The files that hold keys, each with the tenant whose keys they are. */
    Map<Path, Tenant> keyFiles() {
        return keyFiles;
    }

    /** A tenant and what proves that somebody is it. */
    public record Keyring(
            Tenant tenant, List<KeyDigest> keys, @Nullable Path keyFile, List<String> certificates) {
        public Keyring {
            keys = List.copyOf(keys);
            certificates = List.copyOf(certificates);
        }

        public Keyring(Tenant tenant, List<KeyDigest> keys) {
            this(tenant, keys, null, List.of());
        }
    }
}
