package io.bailiwick.config;

import io.bailiwick.credentials.Secret;
import io.bailiwick.residency.Reach;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a jurisdiction's spans are sent.
 *
 * @param otlp the collector's base url; spans go to {@code /v1/traces} below it
 * @param sample the share of exchanges that is kept beside denials, violations and errors; from 0 to 1
 * @param headers by lower-case name
 * @param tls null where the platform's trust does and no certificate is shown
 */
public record TelemetrySink(
        URI otlp,
        Reach reach,
        double sample,
        Map<String, Header> headers,
        @Nullable Tls tls) {

    public TelemetrySink {
        headers = Map.copyOf(headers);
        if (!(sample >= 0 && sample <= 1)) {
            throw new IllegalArgumentException("no share of a whole: " + sample);
        }
    }

    /** Whether it is spoken to alike; with files it never is, for they may have changed. */
    public boolean sameAs(TelemetrySink other) {
        return otlp.equals(other.otlp)
                && reach.equals(other.reach)
                && tls == null
                && other.tls == null
                && headers.keySet().equals(other.headers.keySet())
                && headers.entrySet().stream()
                        .allMatch(header -> header.getValue().sameAs(other.headers.get(header.getKey())));
    }

    /** What one header carries; {@code scheme} stands before the secret, as in {@code Bearer}. */
    public record Header(@Nullable String scheme, Secret secret) {

        boolean sameAs(@Nullable Header other) {
            return other != null && reveal().equals(other.reveal());
        }

        /** For the one request that carries it. */
        public String reveal() {
            return scheme == null ? secret.reveal() : scheme + " " + secret.reveal();
        }
    }

    /** Whom we trust, and with which certificate we show ourselves, in PEM files. */
    public record Tls(@Nullable Path ca, @Nullable Identity identity) {}

    /** A certificate chain and its key. */
    public record Identity(Path certificate, Path key) {}
}
