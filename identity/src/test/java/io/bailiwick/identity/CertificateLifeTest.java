package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a certificate names its tenant on a connection that it opened. */
class CertificateLifeTest {

    private static final Instant END = Instant.parse("2026-06-01T00:00:00Z");
    private static final Jurisdiction DE = new Jurisdiction(
            "de", Boundary.within(Set.of(new Country("DE")), Set.of()), Set.of(new Country("DE")), Evidence.DECLARED);
    private static final ClientCertificate CERTIFICATE = new ClientCertificate(List.of("dns:app.example"), END);

    private final Tenant acme = new Tenant("acme", List.of(DE));

    @Test
    void until_its_last_moment() {
        assertThat(at(END.minusSeconds(1)).byCertificate(CERTIFICATE)).containsExactly(acme);
        assertThat(at(END).byCertificate(CERTIFICATE)).containsExactly(acme);
    }

    @Test
    void not_a_moment_longer_although_the_connection_lives() {
        Sources later = at(END.plusMillis(1));
        assertThat(later.byCertificate(CERTIFICATE)).isEmpty();
        Presented presented = new Presented(null, null, CERTIFICATE, null, null, Presented.Headers.NONE);
        assertThat(new Identify(later, proxy -> false).of(presented, null))
                .isInstanceOfSatisfying(
                        Identification.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Identification.Reason.UNAUTHENTICATED));
    }

    private Sources at(Instant now) {
        Tenants tenants = new Tenants(List.of(new Tenants.Keyring(acme, List.of(), null, List.of("dns:app.example"))));
        return new Sources(
                IdentityRules.keysOnly(tenants),
                new Sources.World(
                        (issuer, found, failed) -> failed.accept("no issuer here"),
                        Clock.fixed(now, ZoneOffset.UTC),
                        () -> 0L,
                        SourcesObserver.NONE,
                        IssuerKeys.Times.USUAL),
                null);
    }
}
