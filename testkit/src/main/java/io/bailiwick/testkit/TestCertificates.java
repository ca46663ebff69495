package io.bailiwick.testkit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/** An authority of a test's own, and the certificates that it issues, as PEM files in one directory. */
public final class TestCertificates {
    private static final Duration VALID = Duration.ofDays(1);

    private final Path directory;
    private final X509Bundle authority;
    private final Path caFile;
    private final AtomicInteger issued = new AtomicInteger();

    private TestCertificates(Path directory, X509Bundle authority, Path caFile) {
        this.directory = directory;
        this.authority = authority;
        this.caFile = caFile;
    }

    /** Makes an authority and writes its certificate to {@code NAME-ca.pem}. */
    public static TestCertificates in(Path directory, String name) {
        X509Bundle authority = build(() -> between(
                        Instant.now().minus(VALID), Instant.now().plus(VALID))
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .setKeyUsage(
                        true, CertificateBuilder.KeyUsage.keyCertSign, CertificateBuilder.KeyUsage.digitalSignature)
                .buildSelfSigned());
        Path caFile = write(directory.resolve(name + "-ca.pem"), authority.getCertificatePEM());
        return new TestCertificates(directory, authority, caFile);
    }

    /** The authority's own certificate. */
    public Path caFile() {
        return caFile;
    }

    /** A server's certificate for these host names and addresses. */
    public Issued server(String... names) {
        return issue(
                between(Instant.now().minus(VALID), Instant.now().plus(VALID)).addExtendedKeyUsageServerAuth(),
                "server",
                names);
    }

    /** A server's certificate that ended an hour ago. */
    public Issued expiredServer(String... names) {
        Instant ended = Instant.now().minus(Duration.ofHours(1));
        return issue(between(ended.minus(VALID), ended).addExtendedKeyUsageServerAuth(), "expired", names);
    }

    /** A client's certificate for these host names, addresses and urls. */
    public Issued client(String commonName, String... names) {
        return issue(
                between(Instant.now().minus(VALID), Instant.now().plus(VALID)).addExtendedKeyUsageClientAuth(),
                commonName,
                names);
    }

    /** Trusts this authority and shows no certificate. */
    public SSLContext trusting() {
        return context(new KeyManager[0]);
    }

    private Issued issue(CertificateBuilder builder, String commonName, String... names) {
        for (String name : names) {
            if (name.contains("://")) {
                builder.addSanUriName(URI.create(name));
            } else if (name.chars().allMatch(c -> c == '.' || Character.isDigit(c)) || name.contains(":")) {
                builder.addSanIpAddress(name);
            } else {
                builder.addSanDnsName(name);
            }
        }
        X509Bundle bundle = build(() -> builder.subject("CN=" + commonName).buildIssuedBy(authority));
        String file = commonName + "-" + issued.incrementAndGet();
        return new Issued(
                write(directory.resolve(file + ".pem"), bundle.getCertificatePathPEM()),
                write(directory.resolve(file + "-key.pem"), bundle.getPrivateKeyPEM()),
                context(build(() -> bundle.toKeyManagerFactory().getKeyManagers())));
    }

    private SSLContext context(KeyManager[] keys) {
        return build(() -> {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, authority.toTrustManagerFactory().getTrustManagers(), null);
            return context;
        });
    }

    private static CertificateBuilder between(Instant from, Instant to) {
        return new CertificateBuilder().ecp256().notBefore(from).notAfter(to);
    }

    private static Path write(Path file, String pem) {
        return build(() -> Files.writeString(file, pem));
    }

    private static <T> T build(Step<T> step) {
        try {
            return step.run();
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception refused) {
            throw new IllegalStateException("could not make a certificate", refused);
        }
    }

    private interface Step<T> {
        T run() throws Exception;
    }

    /**
     * A certificate with its key.
     *
     * @param chainFile the certificate in PEM
     * @param keyFile its unencrypted PKCS #8 key in PEM
     * @param context shows this certificate and trusts the authority that issued it
     */
    public record Issued(Path chainFile, Path keyFile, SSLContext context) {}
}
