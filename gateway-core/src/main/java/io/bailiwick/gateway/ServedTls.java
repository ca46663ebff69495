package io.bailiwick.gateway;

import io.bailiwick.config.GatewaySettings.TlsFiles;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** What clients are shown under TLS, from files as they once were; nothing where they come in the clear. */
final class ServedTls {

    private final @Nullable SslContext context;
    private final byte[] digest;

    private ServedTls(@Nullable SslContext context, byte[] digest) {
        this.context = context;
        this.digest = digest;
    }

    static ServedTls read(@Nullable TlsFiles files) throws IOException {
        if (files == null) {
            return new ServedTls(null, new byte[0]);
        }
        byte[] certificate = Files.readAllBytes(files.certificate());
        byte[] key = Files.readAllBytes(files.key());
        byte[] clientCa = bytes(files.clientCa());
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            new ByteArrayInputStream(certificate), new ByteArrayInputStream(key))
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2");
            if (files.clientCa() != null) {
                builder.trustManager(new ByteArrayInputStream(clientCa)).clientAuth(ClientAuth.REQUIRE);
            }
            return new ServedTls(builder.build(), digest(certificate, key, clientCa));
        } catch (IllegalArgumentException unusable) {
            throw new IOException("cannot serve with " + files + ": " + unusable.getMessage(), unusable);
        }
    }

    @Nullable
    SslContext context() {
        return context;
    }

    /** Whether a process that started now would serve with the same; files that cannot be read are others. */
    boolean isStill(@Nullable TlsFiles files) {
        if (files == null || context == null) {
            return files == null && context == null;
        }
        try {
            byte[] now = digest(
                    Files.readAllBytes(files.certificate()), Files.readAllBytes(files.key()), bytes(files.clientCa()));
            return MessageDigest.isEqual(digest, now);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static byte[] bytes(@Nullable Path file) throws IOException {
        return file == null ? new byte[0] : Files.readAllBytes(file);
    }

    private static byte[] digest(byte[]... files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] file : files) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, file.length));
                digest.update(file);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
