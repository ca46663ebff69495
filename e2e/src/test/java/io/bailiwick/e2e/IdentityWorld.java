package io.bailiwick.e2e;

import com.nimbusds.jwt.JWTClaimsSet;
import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** A gateway with every source of identity, an issuer of tokens, and a sink in Frankfurt, Paris and Virginia. */
final class IdentityWorld implements AutoCloseable {

    static final String FRANKFURT = "onprem:fra1";
    static final String PARIS = "onprem:par1";
    static final String VIRGINIA = "onprem:iad1";

    final RegionSinks sinks;
    final IdentityServer issuer;
    final Running gateway;
    final Path keyFile;
    final Path countries;

    private IdentityWorld(RegionSinks sinks, IdentityServer issuer, Running gateway, Path keyFile, Path countries) {
        this.sinks = sinks;
        this.issuer = issuer;
        this.gateway = gateway;
        this.keyFile = keyFile;
        this.countries = countries;
    }

    static IdentityWorld start() throws IOException {
        return start(UnaryOperator.identity());
    }

    /** {@code change} may change the text of the policy. */
    static IdentityWorld start(UnaryOperator<String> change) throws IOException {
        return start(IdentityServer.start(), change);
    }

    /** Takes the issuer over, and closes it. */
    static IdentityWorld start(IdentityServer issuer, UnaryOperator<String> change) throws IOException {
        RegionSinks sinks = RegionSinks.start(FRANKFURT, PARIS, VIRGINIA);
        Path directory = Files.createTempDirectory("bailiwick-identity");
        Path keyFile = Files.writeString(directory.resolve("globex.keys"), digest("filed-key") + "\n");
        Path countries = CountryFile.write(
                directory.resolve("countries.mmdb"),
                "198.51.100.0/25 DE",
                "198.51.100.128/25 FR",
                "203.0.113.0/24 US",
                "192.0.2.0/24 JP");
        String policy = change.apply(policy(sinks, issuer, keyFile, countries));
        return new IdentityWorld(sinks, issuer, Running.start(policy), keyFile, countries);
    }

    static String policy(RegionSinks sinks, IdentityServer issuer, Path keyFile, Path countries) {
        return """
            gateway:
              region: onprem:fra1
              listen: "127.0.0.1:0"
              admin: "127.0.0.1:0"
              trusted-proxies: [127.0.0.0/8]
            regions:
              "onprem:fra1": { country: DE }
              "onprem:par1": { country: FR }
              "onprem:iad1": { country: US }
            jurisdictions:
              eu: { boundary: [EU], users: [EEA] }
              de: { boundary: [DE], users: [DE], within: eu }
              us: { boundary: [US, "onprem:fra1"], users: [US] }
              free: { boundary: anywhere }
            identity:
              tenants:
                euco: { jurisdiction: eu, keys: ["%s"] }
                deco: { jurisdiction: de, keys: ["%s"] }
                usco: { jurisdiction: us, keys: ["%s"] }
                freeco: { jurisdiction: free, keys: ["%s"] }
                globex: { jurisdiction: [eu, us], keys: { file: "%s" } }
              jwt: { issuer: "%s", audience: llm, jwks: "%s", tenant: tid, claim: residency, skew: 30s }
              country: { header: x-user-country, trusted: [127.0.0.1] }
              geoip: { database: "%s" }
              hosts: { de.llm.example: de, eu.llm.example: eu, us.llm.example: us }
            endpoints:
              fra: { provider: openai-compatible, url: "%s", reach: ["onprem:fra1"], models: { chat: sim-large } }
              par: { provider: openai-compatible, url: "%s", reach: ["onprem:par1"], models: { chat: sim-large } }
              iad: { provider: openai-compatible, url: "%s", reach: ["onprem:iad1"], models: { chat: sim-large } }
            routes: { chat: { de: [[fra]], eu: [[par]], us: [[iad]], free: [[iad]] } }
            """.formatted(
                        digest("key-of-euco"),
                        digest("key-of-deco"),
                        digest("key-of-usco"),
                        digest("key-of-freeco"),
                        keyFile,
                        issuer.issuer(),
                        issuer.jwks(),
                        countries,
                        sinks.url(FRANKFURT),
                        sinks.url(PARIS),
                        sinks.url(VIRGINIA));
    }

    static String digest(String key) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A token of that tenant. */
    String token(String tenant, UnaryOperator<JWTClaimsSet.Builder> each) {
        return issuer.token(claims -> each.apply(claims.claim("tid", tenant)));
    }

    RawReply ask(String credential, String... headers) throws IOException {
        return gateway.chat(credential, Running.chatBody("a message of this test"), headers);
    }

    /** With exactly these headers and no credential but theirs. */
    RawReply bare(String... headers) throws IOException {
        try (RawClient client = gateway.raw()) {
            return client.send(RawClient.request(
                            "POST", "/v1/chat/completions", Running.chatBody("a message of this test"), headers))
                    .reply();
        }
    }

    /** As {@link #ask}, calling the gateway by that name. */
    RawReply calling(String host, String credential) throws IOException {
        return bareCalling(host, "authorization", "Bearer " + credential);
    }

    /** As {@link #bare}, calling the gateway by that name. */
    RawReply bareCalling(String host, String... headers) throws IOException {
        String request =
                RawClient.request("POST", "/v1/chat/completions", Running.chatBody("a message of this test"), headers);
        try (RawClient client = gateway.raw()) {
            return client.send(request.replace("host: localhost\r\n", "host: " + host + "\r\n"))
                    .reply();
        }
    }

    /** The decided jurisdiction where it was served, else the code of the refusal. */
    static String decided(RawReply reply) {
        return reply.status() == 200
                ? reply.header("bailiwick-jurisdiction")
                : Running.json(reply).at("/error/code").asText();
    }

    /** Everything that the issuer was ever asked holds none of these words. */
    void issuerSawNothingOf(Canaries canaries, String... words) {
        List<String> asked = new ArrayList<>(issuer.asked());
        RegionSinks.assertAbsent(canaries, "what the issuer was asked", asked.toString());
        for (String word : words) {
            if (asked.toString().contains(word)) {
                throw new AssertionError(word + " reached the issuer: " + asked);
            }
        }
    }

    @Override
    public void close() {
        gateway.close();
        sinks.close();
        issuer.close();
    }
}
