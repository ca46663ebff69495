package io.bailiwick.gateway.upstream;

import io.bailiwick.config.Upstream.UpstreamTls;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One client context for each certificate authority that an endpoint trusts; host names are always verified. */
final class TlsContexts {

    private final ConcurrentMap<Authority, SslContext> byAuthority = new ConcurrentHashMap<>();

    SslContext of(@Nullable UpstreamTls tls) throws IOException {
        Authority authority = Authority.of(tls == null ? null : tls.ca());
        SslContext known = byAuthority.get(authority);
        if (known != null) {
            return known;
        }
        SslContext made = make(authority.file());
        SslContext raced = byAuthority.putIfAbsent(authority, made);
        return raced != null ? raced : made;
    }

    private static SslContext make(@Nullable Path authority) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm("HTTPS");
        if (authority != null) {
            builder.trustManager(authority.toFile());
        }
        return builder.build();
    }

    /** A file of certificates as it was at one time, so that a rotated one is read again; null is the platform's trust. */
    private record Authority(@Nullable Path file, @Nullable FileTime written) {

        static Authority of(@Nullable Path file) throws IOException {
            return new Authority(file, file == null ? null : Files.getLastModifiedTime(file));
        }
    }
}
