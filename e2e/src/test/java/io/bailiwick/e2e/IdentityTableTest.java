package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every source answers, alone and with others: the decided jurisdiction, or the refusal. */
class IdentityTableTest {

    private static IdentityWorld world;

    @BeforeAll
    static void start() throws IOException {
        world = IdentityWorld.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    /** {@code -}: not said. The address comes from a trusted proxy; 198.51.100.1 is DE, .200 FR, 203.0.113.1 US, 192.0.2.1 JP. */
    @ParameterizedTest(name = "{0} claim {1} country {2} address {3} host {4} asks {5}: {6}")
    @CsvSource({
        // tenant, claim, country, address, host, asked, decided
        "euco,   -,    -,  -,             -,  -,  eu",
        "euco,   eu,   -,  -,             -,  -,  eu",
        "euco,   de,   -,  -,             -,  -,  de",
        "euco,   free, -,  -,             -,  -,  eu",
        "euco,   us,   -,  -,             -,  -,  jurisdiction_conflict",
        "euco,   -,    DE, -,             -,  -,  de",
        "euco,   -,    de, -,             -,  -,  de",
        "euco,   -,    FR, -,             -,  -,  eu",
        "euco,   -,    JP, -,             -,  -,  eu",
        "euco,   -,    XX, -,             -,  -,  eu",
        "euco,   -,    T1, -,             -,  -,  eu",
        "euco,   -,    US, -,             -,  -,  jurisdiction_conflict",
        "euco,   -,    Germany, -,        -,  -,  jurisdiction_unresolved",
        "euco,   -,    -,  198.51.100.1,  -,  -,  de",
        "euco,   -,    -,  198.51.100.200, -, -,  eu",
        "euco,   -,    -,  203.0.113.1,   -,  -,  jurisdiction_conflict",
        "euco,   -,    -,  192.0.2.1,     -,  -,  eu",
        "euco,   -,    -,  unknown,       -,  -,  eu",
        "euco,   -,    -,  -,             de, -,  de",
        "euco,   -,    -,  -,             eu, -,  eu",
        "euco,   -,    -,  -,             us, -,  jurisdiction_conflict",
        "euco,   de,   DE, 198.51.100.1,  de, -,  de",
        "euco,   de,   FR, 198.51.100.1,  eu, -,  de",
        "euco,   eu,   DE, 203.0.113.1,   eu, -,  jurisdiction_conflict",
        "euco,   -,    FR, 203.0.113.1,   -,  -,  jurisdiction_conflict",
        "deco,   eu,   -,  -,             eu, -,  de",
        "deco,   -,    FR, -,             -,  -,  de",
        "deco,   -,    -,  198.51.100.200, -, -,  de",
        "usco,   -,    US, 203.0.113.1,   us, -,  us",
        "usco,   -,    DE, -,             -,  -,  jurisdiction_conflict",
        "freeco, -,    -,  -,             -,  -,  free",
        "freeco, -,    JP, -,             -,  -,  free",
        "freeco, -,    DE, -,             -,  -,  de",
        "freeco, -,    -,  203.0.113.1,   -,  -,  us",
        "freeco, eu,   -,  203.0.113.1,   -,  -,  jurisdiction_conflict",
        "globex, -,    -,  -,             -,  -,  jurisdiction_unresolved",
        "globex, -,    JP, 192.0.2.1,     -,  -,  jurisdiction_unresolved",
        "globex, eu,   -,  -,             -,  -,  eu",
        "globex, us,   -,  -,             -,  -,  us",
        "globex, -,    FR, -,             -,  -,  eu",
        "globex, -,    DE, -,             -,  -,  de",
        "globex, -,    US, -,             -,  -,  us",
        "globex, -,    -,  203.0.113.1,   -,  -,  us",
        "globex, -,    -,  -,             us, -,  us",
        "globex, free, -,  -,             -,  -,  jurisdiction_unresolved",
        "globex, eu,   US, -,             -,  -,  jurisdiction_conflict",
        "globex, free, FR, -,             -,  -,  eu",
        "euco,   -,    -,  -,             -,  de, de",
        "euco,   -,    DE, -,             -,  eu, jurisdiction_widened",
        "euco,   de,   -,  -,             -,  eu, jurisdiction_widened",
        "globex, -,    -,  -,             -,  eu, jurisdiction_unresolved",
        "globex, eu,   -,  -,             -,  us, jurisdiction_widened",
        "globex, eu,   -,  -,             -,  de, de",
    })
    void answers_combine_into_one_jurisdiction_or_none(
            String tenant, String claim, String country, String address, String host, String asked, String decided)
            throws IOException {
        List<String> headers = new ArrayList<>(List.of(
                "authorization",
                "Bearer "
                        + world.token(
                                tenant, claims -> claim.equals("-") ? claims : claims.claim("residency", claim))));
        add(headers, "x-user-country", country);
        add(headers, "x-forwarded-for", address);
        add(headers, "bailiwick-jurisdiction", asked);
        RawReply reply = world.bareCalling(
                host.equals("-") ? "localhost" : host + ".llm.example", headers.toArray(String[]::new));

        assertThat(IdentityWorld.decided(reply)).isEqualTo(decided);
        if (reply.status() != 200) {
            assertThat(reply.header("bailiwick-region")).isEqualTo("none");
        }
        if (decided.equals("jurisdiction_unresolved") || decided.equals("jurisdiction_conflict")) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.header("bailiwick-jurisdiction")).isEqualTo("unknown");
            assertThat(world.gateway.logLine(reply.header("bailiwick-trace-id")).has("bailiwick.tenant.id"))
                    .isFalse();
        }
    }

    private static void add(List<String> headers, String name, String value) {
        if (!value.equals("-")) {
            headers.addAll(List.of(name, value));
        }
    }
}
