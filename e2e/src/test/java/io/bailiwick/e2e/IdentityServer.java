package io.bailiwick.e2e;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bailiwick.simulator.Gate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An issuer of tokens on this machine, whose keys rotate and which may be down or slow. */
final class IdentityServer implements AutoCloseable {

    static final String AUDIENCE = "llm";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<JWK> published = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile boolean down;
    private volatile @Nullable Gate gate;
    private volatile ECKey signing;

    private IdentityServer(HttpServer http) {
        this.http = http;
        this.signing = fresh();
        this.published.add(signing);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    static IdentityServer start() throws IOException {
        return new IdentityServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private void answer(HttpExchange exchange) throws IOException {
        StringBuilder request = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
        exchange.getRequestHeaders().forEach((name, values) -> request.append(name + ": " + values + "\n"));
        request.append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
        asked.add(request.toString());
        Gate closed = gate;
        if (closed != null) {
            closed.opened().join();
        }
        byte[] body = new JWKSet(published).toString(true).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(down ? 503 : 200, down ? -1 : body.length);
        if (!down) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    String issuer() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    String jwks() {
        return issuer() + "/jwks";
    }

    /** Signs with a new key from now on; the keys before it stay published. */
    void rotate() {
        ECKey next = fresh();
        published.add(next);
        signing = next;
    }

    /** Signs with a key that it does not publish. */
    void signInSecret() {
        signing = fresh();
    }

    /** Publishes the signing key alone. */
    void retire() {
        published.removeIf(key -> !key.equals(signing));
    }

    void down(boolean isDown) {
        down = isDown;
    }

    /** Answers once the gate opens. */
    void hold(Gate until) {
        gate = until;
    }

    /** Every request that ever came, whole. */
    List<String> asked() {
        return asked;
    }

    ECKey signing() {
        return signing;
    }

    /** A good token, changed by {@code each}. */
    String token(UnaryOperator<JWTClaimsSet.Builder> each) {
        return token(new JWSHeader.Builder(JWSAlgorithm.ES256), each);
    }

    String token(JWSHeader.Builder header, UnaryOperator<JWTClaimsSet.Builder> each) {
        ECKey key = signing;
        try {
            SignedJWT token = new SignedJWT(
                    header.keyID(key.getKeyID())
                            .type(
                                    header.build().getType() == null
                                            ? JOSEObjectType.JWT
                                            : header.build().getType())
                            .build(),
                    each.apply(claims()).build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject("user-" + number.incrementAndGet())
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .jwtID("t" + number.incrementAndGet());
    }

    private ECKey fresh() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID("k" + number.incrementAndGet())
                    .generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
