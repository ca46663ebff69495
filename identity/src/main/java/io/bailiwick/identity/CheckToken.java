package io.bailiwick.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a token is its issuer's, for this audience and for now; what was found true is not worked out twice. */
final class CheckToken {

    /** Longer ones are refused unread. */
    static final int MOST_CHARS = 8 << 10;

    private static final int MOST_KEPT = 10_000;

    /** Two dots, or the four of an encrypted one; an empty signature is a token too, of the kind that is never accepted. */
    private static final Pattern SHAPE =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*)?");

    /** A token made for another purpose by the same issuer says so here. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static final List<String> TIMES = List.of("exp", "nbf");

    /** Of the year 9999, since 1970. */
    private static final double LAST_SECOND = 253_402_300_799.0;

    private final TokenRules rules;
    private final IssuerKeys keys;
    private final Clock clock;
    private final Cache<KeyDigest, Kept> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();

    CheckToken(TokenRules rules, IssuerKeys keys, Clock clock) {
        this.rules = rules;
        this.keys = keys;
        this.clock = clock;
    }

    /** The answer to "does this token hold?". */
    sealed interface Checked {

        <T> T match(Function<Token, T> good, Function<String, T> bad, Function<Missing, T> missing);

        /** What it says; a claim that is no text is an empty one, and names nothing. */
        record Token(@Nullable String tenant, @Nullable String home, Instant until) implements Checked {
            @Override
            public <T> T match(Function<Token, T> good, Function<String, T> bad, Function<Missing, T> missing) {
                return good.apply(this);
            }
        }

        record Bad(String why) implements Checked {
            @Override
            public <T> T match(Function<Token, T> good, Function<String, T> bad, Function<Missing, T> missing) {
                return bad.apply(why);
            }
        }

        /** Nothing is wrong with it yet, but the key that would show is not here. */
        record Missing(@Nullable String kid, boolean anyKeys) implements Checked {
            @Override
            public <T> T match(Function<Token, T> good, Function<String, T> bad, Function<Missing, T> missing) {
                return missing.apply(this);
            }
        }
    }

    /** Checked with these keys: with others it has to be checked again. */
    private record Kept(Checked.Token token, KeySet with) {}

    static boolean isShaped(String credential) {
        return SHAPE.matcher(credential).matches();
    }

    Checked of(String text) {
        if (text.length() > MOST_CHARS) {
            return new Checked.Bad("the token is longer than " + MOST_CHARS + " characters");
        }
        KeySet now = keys.fresh();
        KeyDigest digest = KeyDigest.of(text.getBytes(StandardCharsets.US_ASCII));
        Kept before = kept.getIfPresent(digest);
        if (before != null && before.with == now && clock.instant().isBefore(before.token.until)) {
            return before.token;
        }
        try {
            SignedJWT token = SignedJWT.parse(text);
            if (!tellsTime(token.getPayload().toJSONObject())) {
                return new Checked.Bad("the token's times are no times");
            }
            Checked said = said(token.getHeader(), token.getJWTClaimsSet());
            // The signature comes last: a token that is not for here makes nobody ask its issuer for keys.
            Checked checked = said instanceof Checked.Token ? signed(token, said, now) : said;
            if (checked instanceof Checked.Token good && now != null) {
                kept.put(digest, new Kept(good, now));
            }
            return checked;
        } catch (ParseException | IllegalArgumentException malformed) {
            return new Checked.Bad("the token is malformed, or not signed");
        }
    }

    /** Asked of the numbers as they are written: of larger ones the library makes any time, even one long ago. */
    private static boolean tellsTime(@Nullable Map<String, Object> claims) {
        return claims == null
                || TIMES.stream()
                        .map(claims::get)
                        .noneMatch(time -> time instanceof Number seconds
                                && !(seconds.doubleValue() >= 0 && seconds.doubleValue() <= LAST_SECOND));
    }

    /** What the token says, which nobody has vouched for yet. */
    private Checked said(JWSHeader header, @Nullable JWTClaimsSet claims) {
        if (!rules.algorithms().contains(header.getAlgorithm().getName())) {
            return new Checked.Bad("the token's algorithm is not accepted here");
        }
        JOSEObjectType type = header.getType();
        if (type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT))) {
            return new Checked.Bad("the token is of another type");
        }
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload() || claims == null) {
            return new Checked.Bad("the token asks for what is not understood here");
        }
        if (!rules.issuer().equals(claims.getIssuer())) {
            return new Checked.Bad("the token is of another issuer");
        }
        if (claims.getAudience() == null || !claims.getAudience().contains(rules.audience())) {
            return new Checked.Bad("the token is for another audience");
        }
        return timely(claims);
    }

    private Checked timely(JWTClaimsSet claims) {
        Instant now = clock.instant();
        if (claims.getExpirationTime() == null) {
            return new Checked.Bad("the token never expires");
        }
        Instant until = claims.getExpirationTime().toInstant().plus(rules.skew());
        if (!now.isBefore(until)) {
            return new Checked.Bad("the token has expired");
        }
        if (claims.getNotBeforeTime() != null
                && claims.getNotBeforeTime().toInstant().minus(rules.skew()).isAfter(now)) {
            return new Checked.Bad("the token is not valid yet");
        }
        return new Checked.Token(text(claims, rules.tenant()), text(claims, rules.home()), until);
    }

    private static @Nullable String text(JWTClaimsSet claims, @Nullable String name) {
        Object claim = name == null ? null : claims.getClaim(name);
        return claim == null ? null : claim instanceof String text ? text : "";
    }

    private static Checked signed(SignedJWT token, Checked said, @Nullable KeySet now) {
        String kid = token.getHeader().getKeyID();
        if (now == null) {
            return new Checked.Missing(kid, false);
        }
        for (JWSVerifier verifier : now.verifiers(kid, token.getHeader().getAlgorithm())) {
            if (isSignedBy(token, verifier)) {
                return said;
            }
        }
        // One that names no key was tried with all that are here: to ask the issuer for others is for who names one.
        return kid == null || now.has(kid)
                ? new Checked.Bad("the token's signature does not hold")
                : new Checked.Missing(kid, true);
    }

    private static boolean isSignedBy(SignedJWT token, JWSVerifier verifier) {
        try {
            return token.verify(verifier);
        } catch (JOSEException | IllegalStateException unverifiable) {
            return false;
        }
    }
}
