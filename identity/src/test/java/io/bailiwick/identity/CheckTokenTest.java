package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a token's numbers and its key's name are taken for; the rest is asked of a whole gateway. */
class CheckTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final long SOON = NOW.getEpochSecond() + 3600;
    private static final URI JWKS = URI.create("https://id.example/jwks");

    private ECKey key;
    private CheckToken tokens;

    @BeforeEach
    void start() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        byte[] published = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        IssuerKeys keys = asking((url, found, failed) -> found.accept(published));
        tokens = checking(keys);
        keys.look();
    }

    @Test
    void a_time_beyond_all_calendars_is_none() throws JOSEException {
        assertThat(said(token("k1", SOON, null))).isEqualTo("good");
        assertThat(said(token("k1", SOON, "0"))).isEqualTo("good");
        assertThat(said(token("k1", SOON, NOW.getEpochSecond() + ".5"))).isEqualTo("good");
        for (String never : List.of(
                "1e30",
                "1e400",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551616",
                "253402300800",
                "-1",
                "-9223372036854775808",
                "-1e30")) {
            assertThat(said(token("k1", SOON, never))).as("nbf " + never).startsWith("bad");
            assertThat(said(token("k1", never, null))).as("exp " + never).startsWith("bad");
        }
        assertThat(said(token("k1", "253402300799", null))).isEqualTo("good");
        assertThat(said(token("k1", SOON, "253402300799"))).isEqualTo("bad the token is not valid yet");
    }

    @Test
    void a_time_that_is_no_number_is_none() throws JOSEException {
        for (String word : List.of("\"1e30\"", "\"soon\"", "[]", "{}", "true", "NaN", "Infinity")) {
            assertThat(said(token("k1", SOON, word))).as("nbf " + word).startsWith("bad");
            assertThat(said(token("k1", word, null))).as("exp " + word).startsWith("bad");
        }
    }

    @Test
    void only_a_token_that_names_a_missing_key_makes_its_issuer_be_asked() throws JOSEException {
        assertThat(said(token(null, SOON, null)))
                .as("a token need not name its key")
                .isEqualTo("good");
        key = new ECKeyGenerator(Curve.P_256).keyID("forged").generate();
        assertThat(said(token(null, SOON, null))).isEqualTo("bad the token's signature does not hold");
        assertThat(said(token("k1", SOON, null))).isEqualTo("bad the token's signature does not hold");
        assertThat(said(token("k2", SOON, null))).isEqualTo("missing k2");
    }

    @Test
    void while_no_key_is_here_a_token_without_a_name_waits_too() throws JOSEException {
        tokens = checking(asking((url, found, failed) -> {}));

        assertThat(said(token(null, SOON, null))).isEqualTo("missing null");
    }

    private static IssuerKeys asking(FetchKeys fetch) {
        return new IssuerKeys(JWKS, fetch, () -> 0L, SourcesObserver.NONE, IssuerKeys.Times.USUAL);
    }

    private static CheckToken checking(IssuerKeys keys) {
        TokenRules rules = new TokenRules(
                "https://id.example/", "llm", JWKS, "tid", null, Set.of("ES256"), Duration.ofSeconds(60));
        return new CheckToken(rules, keys, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private String said(String token) {
        return tokens.of(token).match(good -> "good", why -> "bad " + why, missing -> "missing " + missing.kid());
    }

    /** With times as they would be written in JSON. */
    private String token(@Nullable String kid, Object exp, @Nullable String nbf) throws JOSEException {
        String claims = "{\"iss\":\"https://id.example/\",\"aud\":\"llm\",\"tid\":\"acme\",\"exp\":" + exp
                + (nbf == null ? "" : ",\"nbf\":" + nbf) + "}";
        JWSObject token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), new Payload(claims));
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }
}
