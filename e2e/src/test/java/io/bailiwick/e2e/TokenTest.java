package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which tokens open the door, and under whose law; the issuer is a real one, on this machine. */
class TokenTest {

    private IdentityWorld world;

    @BeforeEach
    void start() throws IOException {
        world = IdentityWorld.start();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_token_names_its_tenant_and_its_claim_narrows_and_never_widens() throws IOException {
        assertThat(decided("euco", claims -> claims)).isEqualTo("eu");
        assertThat(decided("euco", claims -> claims.claim("residency", "de"))).isEqualTo("de");
        assertThat(decided("deco", claims -> claims.claim("residency", "eu"))).isEqualTo("de");
        assertThat(decided("deco", claims -> claims.claim("residency", "free"))).isEqualTo("de");
        assertThat(decided("freeco", claims -> claims.claim("residency", "eu"))).isEqualTo("eu");
        assertThat(decided("euco", claims -> claims.claim("residency", "us"))).isEqualTo("jurisdiction_conflict");
        assertThat(decided("globex", claims -> claims.claim("residency", "eu"))).isEqualTo("eu");
        assertThat(decided("globex", claims -> claims.claim("residency", "de"))).isEqualTo("de");
        assertThat(decided("globex", claims -> claims)).isEqualTo("jurisdiction_unresolved");
        assertThat(decided("globex", claims -> claims.claim("residency", "free")))
                .isEqualTo("jurisdiction_unresolved");
    }

    @Test
    void a_claim_that_names_no_jurisdiction_here_is_not_passed_over() throws IOException {
        for (Object claim : List.of("atlantis", "", "EU", "eu ", 7, true, List.of("eu"), Map.of("eu", 1))) {
            RawReply reply = world.ask(world.token("euco", claims -> claims.claim("residency", claim)));
            assertThat(IdentityWorld.decided(reply)).as("%s", claim).isEqualTo("jurisdiction_unresolved");
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.header("bailiwick-jurisdiction")).isEqualTo("unknown");
        }
        nothingWasSent();
    }

    @Test
    void a_token_for_a_tenant_that_does_not_exist_is_nobodys() throws IOException {
        for (Object tenant : List.of("acme", "", "EUCO", 7, List.of("euco"))) {
            assertRefused(world.issuer.token(claims -> claims.claim("tid", tenant)));
        }
        assertRefused(world.issuer.token(claims -> claims));
        nothingWasSent();
    }

    @Test
    void the_clocks_may_differ_by_the_skew_and_no_more() throws IOException {
        assertThat(decided("euco", claims -> claims.expirationTime(in(-20)))).isEqualTo("eu");
        assertThat(decided("euco", claims -> claims.notBeforeTime(in(25)))).isEqualTo("eu");
        assertThat(decided("euco", claims -> claims.expirationTime(in(-31)))).isEqualTo("authentication_failed");
        assertThat(decided("euco", claims -> claims.notBeforeTime(in(90)))).isEqualTo("authentication_failed");
        assertThat(decided("euco", claims -> claims.expirationTime(null))).isEqualTo("authentication_failed");
    }

    @Test
    void a_token_for_somebody_else_or_of_somebody_else_is_refused_and_no_key_is_asked_for() throws IOException {
        assertThat(decided("euco", claims -> claims)).isEqualTo("eu");
        int asked = world.issuer.asked().size();
        assertThat(decided("euco", claims -> claims.audience("other"))).isEqualTo("authentication_failed");
        assertThat(decided("euco", claims -> claims.audience((String) null))).isEqualTo("authentication_failed");
        assertThat(decided("euco", claims -> claims.issuer("https://evil.example")))
                .isEqualTo("authentication_failed");
        assertThat(decided("euco", claims -> claims.issuer(world.issuer.issuer() + "/")))
                .isEqualTo("authentication_failed");
        assertThat(decided("euco", claims -> claims.audience(List.of("other", IdentityServer.AUDIENCE))))
                .isEqualTo("eu");
        assertThat(world.issuer.asked()).hasSize(asked);
    }

    @Test
    void what_is_not_signed_by_the_issuers_key_alone_is_refused() throws Exception {
        Map<String, String> bad = new LinkedHashMap<>();
        JWTClaimsSet claims = world.issuer.claims().claim("tid", "euco").build();
        String good = world.token("euco", same -> same);
        String[] parts = good.split("\\.");
        bad.put("none", new PlainJWT(claims).serialize());
        bad.put("none with a signature", new PlainJWT(claims).serialize() + parts[2]);
        bad.put("no signature", parts[0] + "." + parts[1] + ".");
        bad.put(
                "another's claims",
                parts[0] + "." + world.token("freeco", same -> same).split("\\.")[1] + "." + parts[2]);
        bad.put("encrypted", good + ".AAAA.AAAA");
        bad.put("a public key as a shared secret", confused(claims));
        bad.put("its own key", withItsOwnKey(claims));
        bad.put("critical", header(new JWSHeader.Builder(JWSAlgorithm.ES256).criticalParams(Set.of("exp"))));
        bad.put(
                "another type",
                header(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("logout+jwt"))));
        bad.put("huge", world.token("euco", same -> same.claim("pad", "x".repeat(20_000))));
        for (Map.Entry<String, String> each : bad.entrySet()) {
            RawReply reply = world.ask(each.getValue());
            assertThat(reply.status()).as(each.getKey()).isEqualTo(401);
            assertThat(IdentityWorld.decided(reply)).as(each.getKey()).isEqualTo("authentication_failed");
        }
        nothingWasSent();
        assertThat(IdentityWorld.decided(world.ask(good))).isEqualTo("eu");
        assertThat(IdentityWorld.decided(world.ask(
                        header(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt"))))))
                .isEqualTo("eu");
    }

    @Test
    void only_the_algorithms_of_the_policy_count() throws IOException {
        try (IdentityWorld pinned =
                IdentityWorld.start(policy -> policy.replace("skew: 30s", "skew: 30s, algorithms: [RS256]"))) {
            assertThat(IdentityWorld.decided(pinned.ask(pinned.token("euco", claims -> claims))))
                    .isEqualTo("authentication_failed");
        }
        assertThat(Running.problems(IdentityWorld.policy(world.sinks, world.issuer, world.keyFile, world.countries)
                        .replace("skew: 30s", "algorithms: [HS256, none]")))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.toString()).contains("algorithms", "RS256"));
    }

    @Test
    void a_token_goes_in_either_header_and_nowhere_further() throws IOException {
        String token = world.token("euco", claims -> claims.subject("canary-subject"));
        assertThat(IdentityWorld.decided(world.bare("x-api-key", token))).isEqualTo("eu");
        assertThat(IdentityWorld.decided(world.ask(token, "x-api-key", "key-of-euco")))
                .isEqualTo("eu");
        assertThat(IdentityWorld.decided(world.ask(token, "x-api-key", "key-of-deco")))
                .isEqualTo("authentication_failed");
        for (String part : List.of("canary-subject", token.split("\\.")[1], token.split("\\.")[2])) {
            assertThat(world.sinks.seenIn(part)).as(part).isEmpty();
            assertThat(world.gateway.log()).doesNotContain(part);
            assertThat(world.gateway.metrics()).doesNotContain(part);
        }
    }

    private static String confused(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).build(), claims);
        token.sign(new MACSigner("the public key is no secret at all"));
        return token.serialize();
    }

    private String withItsOwnKey(JWTClaimsSet claims) throws JOSEException {
        var own = new ECKeyGenerator(Curve.P_256).keyID("own").generate();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(world.issuer.signing().getKeyID())
                        .jwk(own.toPublicJWK())
                        .jwkURL(URI.create("http://127.0.0.1:9/jwks"))
                        .build(),
                claims);
        token.sign(new com.nimbusds.jose.crypto.ECDSASigner(own));
        return token.serialize();
    }

    private String header(JWSHeader.Builder header) {
        return world.issuer.token(header, claims -> claims.claim("tid", "euco"));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private String decided(String tenant, UnaryOperator<JWTClaimsSet.Builder> each) throws IOException {
        return IdentityWorld.decided(world.ask(world.token(tenant, each)));
    }

    private void assertRefused(String token) throws IOException {
        assertThat(IdentityWorld.decided(world.ask(token))).isEqualTo("authentication_failed");
    }

    private void nothingWasSent() {
        world.sinks.assertUntouched(IdentityWorld.FRANKFURT, IdentityWorld.PARIS, IdentityWorld.VIRGINIA);
    }
}
