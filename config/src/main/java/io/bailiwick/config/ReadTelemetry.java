package io.bailiwick.config;

import io.bailiwick.credentials.Secret;
import io.bailiwick.residency.Reach;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code telemetry}, but for its reach. */
final class ReadTelemetry {

    /** Of exchanges that are neither denied, nor violations, nor errors. */
    private static final double SAMPLE = 0.01;

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z0-9-]{1,32}");

    /** Names that belong to the exporter or to HTTP itself. */
    private static final Set<String> OURS = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private final Findings findings;
    private final Typing typing;
    private final ReadSecrets secrets;
    private final ReadPem pem;

    ReadTelemetry(Findings findings, Typing typing, ReadSecrets secrets, ReadPem pem) {
        this.findings = findings;
        this.typing = typing;
        this.secrets = secrets;
        this.pem = pem;
    }

    TelemetrySink of(Section section, BaseUrl.Accepted url, Reach reach) {
        double sample = typing.share(section.get("sample"), section.path("sample"), SAMPLE);
        return new TelemetrySink(url.uri(), reach, sample, headers(section, url), tls(section, url));
    }

    private Map<String, TelemetrySink.Header> headers(Section sink, BaseUrl.Accepted url) {
        Map<String, TelemetrySink.Header> headers = new LinkedHashMap<>();
        String path = sink.path("headers");
        for (Node.Entry entry : Section.entries(findings, path, sink.get("headers"))) {
            String name = entry.name().toLowerCase(Locale.ROOT);
            if (!HEADER.matcher(name).matches() || OURS.contains(name) || headers.containsKey(name)) {
                findings.problem(entry.key(), "a key of " + path, "the name of a header that is ours to choose, once");
                continue;
            }
            TelemetrySink.Header header = header(entry.value(), name, path + "." + name);
            if (header != null) {
                headers.put(name, header);
            }
        }
        if (!headers.isEmpty() && !url.isEncrypted() && !Cidr.isLoopback(url.host())) {
            findings.warning(sink.markOf("headers"), path + " are carried unencrypted");
        }
        return headers;
    }

    /** A secret, and for {@code authorization} the scheme before it. */
    private TelemetrySink.@Nullable Header header(Node node, String name, String path) {
        String scheme = name.equals("authorization") ? "Bearer" : null;
        Node source = node;
        if (node instanceof Node.Mapping mapping) {
            List<Node.Entry> entries = mapping.entries();
            for (Node.Entry entry : entries) {
                if (entry.name().equals("scheme")) {
                    scheme = typing.text(entry.value(), path + ".scheme", SCHEME, "a word such as Bearer or Basic");
                }
            }
            source = new Node.Mapping(
                    mapping.mark(),
                    entries.stream()
                            .filter(entry -> !entry.name().equals("scheme"))
                            .toList());
        }
        Secret secret = secrets.<Secret>read(source, path, (from, found) -> found, from -> Secret.of("absent"));
        return secret == null ? null : new TelemetrySink.Header(scheme, secret);
    }

    private TelemetrySink.@Nullable Tls tls(Section sink, BaseUrl.Accepted url) {
        Node node = sink.get("tls");
        if (node == null) {
            return null;
        }
        String path = sink.path("tls");
        Section section = Section.of(findings, path, node.mark(), node, "ca", "certificate", "key");
        if (!url.isEncrypted()) {
            findings.problem(node.mark(), path + " at a plain http url (expected: https)");
        }
        Path ca = pem.of(section.get("ca"), section.path("ca"));
        Path certificate = pem.of(section.get("certificate"), section.path("certificate"));
        Path key = pem.of(section.get("key"), section.path("key"));
        if ((section.get("certificate") == null) != (section.get("key") == null)) {
            findings.problem(node.mark(), path + " names one of certificate and key (expected: both, or neither)");
        }
        return new TelemetrySink.Tls(
                ca, certificate == null || key == null ? null : new TelemetrySink.Identity(certificate, key));
    }
}
