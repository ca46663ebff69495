package io.bailiwick.config;

import io.bailiwick.credentials.Secret;
import io.bailiwick.residency.Region;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * This process: where it runs, where it listens, what it allows.
 *
 * @param tls null where the listener speaks plain HTTP
 * @param peers where a jurisdiction is served instead, by its name; told to refused callers, nothing redirects
 * @param state directory for live state that must outlive a restart; null keeps it in memory
 * @param replicas the processes that serve a jurisdiction beside each other
 * @param sockets what serves the sockets
 */
public record GatewaySettings(
        Region region,
        HostPort listen,
        AdminSettings admin,
        @Nullable TlsFiles tls,
        List<Cidr> trustedProxies,
        Map<String, String> peers,
        @Nullable Path state,
        Limits limits,
        Replicas replicas,
        MetricsSettings metrics,
        SocketKind sockets) {

    public GatewaySettings {
        trustedProxies = List.copyOf(trustedProxies);
        peers = Collections.unmodifiableMap(new TreeMap<>(peers));
    }

    /** Whether what that peer says of whom it speaks for is believed. */
    public boolean trustsProxy(InetAddress peer) {
        return trustedProxies.stream().anyMatch(block -> block.contains(peer));
    }

    /** The admin listener; {@code token} is null only on loopback. */
    public record AdminSettings(HostPort listen, @Nullable Secret token) {
        public AdminSettings {
            if (token == null && !listen.isLoopback()) {
                throw new IllegalArgumentException("an admin listener beyond loopback needs a token");
            }
        }

        /** A secret is equal to nothing but by what it matches. */
        public boolean isSameAs(AdminSettings other) {
            Secret others = other.token;
            if (token == null || others == null) {
                return listen.equals(other.listen) && token == null && others == null;
            }
            return listen.equals(other.listen) && token.matches(others.reveal().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The listener's certificate chain and key, and who signs client certificates if they are asked for. */
    public record TlsFiles(
            Path certificate, Path key, @Nullable Path clientCa) {}
}
