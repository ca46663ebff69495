package io.bailiwick.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What a verified client certificate calls its holder: names of the subject, and the digest of its public key.
 *
 * @param until when it expires: a connection may live longer than the certificate that it was opened with
 */
public record ClientCertificate(List<String> names, Instant until) {

    private static final int DNS = 2;
    private static final int URI = 6;

    public ClientCertificate {
        names = List.copyOf(names);
    }

    /** The common name is not among them: it was never meant to name a machine. */
    public static ClientCertificate of(X509Certificate certificate) {
        Instant until = certificate.getNotAfter().toInstant();
        List<String> names = new ArrayList<>();
        names.add(KeyDigest.of(certificate.getPublicKey().getEncoded()).toString());
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(each -> add(each, names));
            }
        } catch (CertificateParsingException unreadable) {
            return new ClientCertificate(List.of(), until); // a certificate that is half understood names nobody
        }
        return new ClientCertificate(names, until);
    }

    private static void add(List<?> alternative, List<String> names) {
        if (alternative.get(0) instanceof Integer kind && alternative.get(1) instanceof String text) {
            if (kind == DNS) {
                names.add("dns:" + text.toLowerCase(Locale.ROOT));
            } else if (kind == URI) {
                names.add("uri:" + text);
            }
        }
    }
}
