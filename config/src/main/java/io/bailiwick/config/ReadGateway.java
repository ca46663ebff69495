package io.bailiwick.config;

import io.bailiwick.config.GatewaySettings.AdminSettings;
import io.bailiwick.config.GatewaySettings.TlsFiles;
import io.bailiwick.credentials.Secret;
import io.bailiwick.credentials.SecretSource;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Region;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code gateway}. */
final class ReadGateway {

    private static final HostPort LISTEN = new HostPort("127.0.0.1", 8080);
    private static final HostPort ADMIN = new HostPort("127.0.0.1", 9090);

    private final Findings findings;
    private final Typing typing;
    private final KnownPlaces places;
    private final SecretSource secrets;

    ReadGateway(Findings findings, Typing typing, KnownPlaces places, SecretSource secrets) {
        this.findings = findings;
        this.typing = typing;
        this.places = places;
        this.secrets = secrets;
    }

    /** {@code regionOverride} wins over what is written; null for a problem. */
    @Nullable
    GatewaySettings of(@Nullable Node node, @Nullable String regionOverride, Declared<Jurisdiction> jurisdictions) {
        Section section = Section.of(
                findings,
                "gateway",
                Node.Mark.START,
                node,
                "region",
                "listen",
                "admin",
                "tls",
                "trusted-proxies",
                "peers",
                "state",
                "limits",
                "replicas",
                "metrics",
                "sockets");
        Region region = region(section, regionOverride);
        HostPort listen = typing.hostPort(section.get("listen"), "gateway.listen");
        AdminSettings admin = admin(section.get("admin"));
        TlsFiles tls = tls(section.get("tls"));
        List<Cidr> proxies = typing.cidrs(section.get("trusted-proxies"), "gateway.trusted-proxies");
        Map<String, String> peers = peers(section.get("peers"), jurisdictions);
        Path state = typing.path(section.get("state"), "gateway.state");
        Limits limits = new ReadLimits(findings, typing).of(section.get("limits"));
        Replicas replicas = new ReadReplicas(findings, typing, jurisdictions).of(section.get("replicas"));
        MetricsSettings metrics = new ReadMetrics(findings, typing).of(section.get("metrics"));
        SocketKind sockets = sockets(section.get("sockets"));
        if (section.get("state") == null) {
            findings.warning(section.mark(), "gateway.state is left out: a restart lifts every quarantine");
        }
        return region == null
                ? null
                : new GatewaySettings(
                        region,
                        listen == null ? LISTEN : listen,
                        admin,
                        tls,
                        proxies,
                        peers,
                        state,
                        limits,
                        replicas,
                        metrics,
                        sockets);
    }

    private SocketKind sockets(@Nullable Node node) {
        String expected = "one of "
                + Arrays.stream(SocketKind.values()).map(SocketKind::word).collect(Collectors.joining(", "));
        Node.Scalar word = typing.scalar(node, "gateway.sockets", expected);
        for (SocketKind kind : SocketKind.values()) {
            if (word != null && kind.word().equals(word.text())) {
                return kind;
            }
        }
        if (word != null) {
            findings.problem(word, "gateway.sockets", expected);
        }
        return SocketKind.AUTO;
    }

    private @Nullable Region region(Section section, @Nullable String override) {
        if (override != null) {
            return places.region(new Node.Scalar(section.markOf("region"), override));
        }
        Node written = section.required("region", "where this process runs, such as aws:eu-central-1");
        Node.Scalar name = typing.scalar(written, "gateway.region", "a region such as aws:eu-central-1");
        return name == null ? null : places.region(name);
    }

    private AdminSettings admin(@Nullable Node node) {
        if (!(node instanceof Node.Mapping)) {
            HostPort listen = typing.hostPort(node, "gateway.admin");
            return admin(node, listen == null ? ADMIN : listen, null);
        }
        Section section = Section.of(findings, "gateway.admin", node.mark(), node, "listen", "token");
        HostPort listen = typing.hostPort(section.get("listen"), "gateway.admin.listen");
        Node token = section.get("token");
        Secret secret = token == null
                ? null
                : new ReadSecrets(findings, typing, secrets)
                        .<Secret>read(token, "gateway.admin.token", (source, found) -> found, source -> nobodyKnows());
        return token != null && secret == null
                ? new AdminSettings(ADMIN, null)
                : admin(node, listen == null ? ADMIN : listen, secret);
    }

    private AdminSettings admin(@Nullable Node node, HostPort listen, @Nullable Secret token) {
        if (token == null && !listen.isLoopback() && node != null) {
            findings.problem(
                    node.mark(),
                    "gateway.admin listens on " + listen
                            + " without a token (expected: a loopback address, or token: { file: FILE })");
            return new AdminSettings(ADMIN, null);
        }
        return new AdminSettings(listen, token);
    }

    /** Stands where a check has no token: matches nothing that anybody could send. */
    private static Secret nobodyKnows() {
        return Secret.of(new BigInteger(256, new SecureRandom()).toString(36) + "-");
    }

    private @Nullable TlsFiles tls(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        Section section = Section.of(findings, "gateway.tls", node.mark(), node, "certificate", "key", "client-ca");
        ReadPem pem = new ReadPem(findings, typing, secrets.required());
        Path certificate = pem.of(section.required("certificate", "a PEM file"), "gateway.tls.certificate");
        Path key = pem.of(section.required("key", "a PEM file"), "gateway.tls.key");
        Path clientCa = pem.of(section.get("client-ca"), "gateway.tls.client-ca");
        return certificate == null || key == null ? null : new TlsFiles(certificate, key, clientCa);
    }

    private Map<String, String> peers(@Nullable Node node, Declared<Jurisdiction> jurisdictions) {
        Map<String, String> peers = new LinkedHashMap<>();
        for (Node.Entry entry : Section.entries(findings, "gateway.peers", node)) {
            jurisdictions.find(entry.key(), findings);
            BaseUrl.Accepted url = typing.url(entry.value(), "gateway.peers." + Quoted.of(entry.name()));
            if (url != null) {
                peers.put(entry.name(), url.uri().toString());
            }
        }
        return peers;
    }
}
