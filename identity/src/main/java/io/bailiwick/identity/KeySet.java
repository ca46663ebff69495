package io.bailiwick.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public keys that an issuer publishes for signatures; every other key in its document is passed over. */
final class KeySet {

    private static final int MOST_KEYS = 100;
    private static final int LEAST_RSA_BITS = 2048;

    private final List<Key> keys;

    private KeySet(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A key, ready to check with. */
    private record Key(JWK jwk, JWSVerifier verifier) {

        boolean mayCheck(@Nullable String kid, JWSAlgorithm algorithm) {
            return (kid == null || kid.equals(jwk.getKeyID()))
                    && (jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm))
                    && verifier.supportedJWSAlgorithms().contains(algorithm);
        }
    }

    /** Throws where no key of it can be used. */
    static KeySet read(byte[] bytes) throws UnreadableException {
        List<Key> usable = new ArrayList<>();
        for (Map<String, Object> written : written(bytes)) {
            Key key = key(written);
            if (key != null) {
                usable.add(key);
            }
        }
        if (usable.isEmpty() || usable.size() > MOST_KEYS) {
            throw new UnreadableException("publishes " + usable.size() + " usable keys (expected: 1 to " + MOST_KEYS
                    + ", RSA or EC, for signatures)");
        }
        return new KeySet(usable);
    }

    private static Map<String, Object>[] written(byte[] bytes) throws UnreadableException {
        try {
            Map<String, Object>[] keys = JSONObjectUtils.getJSONObjectArray(
                    JSONObjectUtils.parse(new String(bytes, StandardCharsets.UTF_8)), "keys");
            if (keys != null) {
                return keys;
            }
        } catch (ParseException malformed) {
            throw new UnreadableException("publishes no JSON Web Key Set");
        }
        throw new UnreadableException("publishes no JSON Web Key Set");
    }

    /** Null for a key that is for something else, or that this process cannot use. */
    private static @Nullable Key key(Map<String, Object> written) {
        try {
            JWK jwk = JWK.parse(written);
            boolean forSignatures = (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE))
                    && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
            if (!forSignatures) {
                return null;
            }
            if (jwk instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS) {
                return new Key(rsa.toPublicJWK(), new RSASSAVerifier(rsa.toPublicJWK()));
            }
            return jwk instanceof ECKey ec ? new Key(ec.toPublicJWK(), new ECDSAVerifier(ec.toPublicJWK())) : null;
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException unusable) {
            return null;
        }
    }

    boolean has(@Nullable String kid) {
        return kid != null && keys.stream().anyMatch(key -> kid.equals(key.jwk().getKeyID()));
    }

    /** Those that may have signed; without a key id any could. */
    List<JWSVerifier> verifiers(@Nullable String kid, JWSAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> key.mayCheck(kid, algorithm))
                .map(Key::verifier)
                .toList();
    }

    boolean sameAs(KeySet other) {
        return jwks().equals(other.jwks());
    }

    int size() {
        return keys.size();
    }

    private List<JWK> jwks() {
        return keys.stream().map(Key::jwk).toList();
    }
}
