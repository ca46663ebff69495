package io.bailiwick.identity;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every tenant, found by the key that it presents. */
public final class Tenants {

    private final List<Keyring> keyrings;

    /** Throws {@link IllegalArgumentException} where two tenants share a name or a key. */
    public Tenants(Collection<Keyring> keyrings) {
        this.keyrings = List.copyOf(keyrings);
        Map<KeyDigest, Tenant> owners = new HashMap<>();
        Map<String, Tenant> names = new HashMap<>();
        for (Keyring keyring : this.keyrings) {
            if (names.put(keyring.tenant().name(), keyring.tenant()) != null) {
                throw new IllegalArgumentException("two tenants are called '" + keyring.tenant() + "'");
            }
            for (KeyDigest key : keyring.keys()) {
                Tenant owner = owners.put(key, keyring.tenant());
                if (owner != null && !owner.equals(keyring.tenant())) {
                    throw new IllegalArgumentException(owner + " and " + keyring.tenant() + " share a key");
                }
            }
        }
    }

    /** Whose key this is; every key is compared whatever the answer, so timing tells nobody which. */
    public @Nullable Tenant byKey(byte[] presentedKeyUtf8) {
        KeyDigest presented = KeyDigest.of(presentedKeyUtf8);
        Tenant found = null;
        for (Keyring keyring : keyrings) {
            boolean holds = false;
            for (KeyDigest key : keyring.keys()) {
                holds |= key.matches(presented);
            }
            found = holds ? keyring.tenant() : found;
        }
        return found;
    }

    public @Nullable Tenant named(String name) {
        return all().stream()
                .filter(tenant -> tenant.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    public List<Tenant> all() {
        return keyrings.stream().map(Keyring::tenant).toList();
    }

    /** A tenant and the digests of its keys. */
    public record Keyring(Tenant tenant, List<KeyDigest> keys) {
        public Keyring {
            keys = List.copyOf(keys);
        }
    }
}
