package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TenantsTest {

    private static final Jurisdiction DE = new Jurisdiction(
            "de", Boundary.within(Set.of(new Country("DE")), Set.of()), Set.of(new Country("DE")), Evidence.DECLARED);

    private final Tenant acme = new Tenant("acme", List.of(DE));
    private final Tenant globex = new Tenant("globex", List.of(DE));
    private final Tenants tenants = new Tenants(List.of(
            new Tenants.Keyring(acme, List.of(digest("a1"), digest("a2"))),
            new Tenants.Keyring(globex, List.of(digest("g1")))));

    @Test
    void a_key_names_its_tenant() {
        assertThat(tenants.byKey(bytes("a1"))).isEqualTo(acme);
        assertThat(tenants.byKey(bytes("a2"))).isEqualTo(acme);
        assertThat(tenants.byKey(bytes("g1"))).isEqualTo(globex);
    }

    @Test
    void any_other_key_names_nobody() {
        assertThat(tenants.byKey(bytes("a3"))).isNull();
        assertThat(tenants.byKey(new byte[0])).isNull();
        assertThat(tenants.byKey(bytes(digest("a1").toString()))).isNull();
        assertThat(new Tenants(List.of()).byKey(bytes("a1"))).isNull();
    }

    @Test
    void one_key_never_belongs_to_two_tenants() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tenants(List.of(
                        new Tenants.Keyring(acme, List.of(digest("x"))),
                        new Tenants.Keyring(globex, List.of(digest("x"))))))
                .withMessageContaining("share a key");
    }

    @Test
    void tenants_are_found_by_name() {
        assertThat(tenants.named("globex")).isEqualTo(globex);
        assertThat(tenants.named("nobody")).isNull();
        assertThat(tenants.all()).containsExactly(acme, globex);
    }

    private static KeyDigest digest(String key) {
        return KeyDigest.of(bytes(key));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
