package io.bailiwick.config;

import io.bailiwick.identity.CountryHeader;
import io.bailiwick.identity.CountryTable;
import io.bailiwick.identity.Coverage;
import io.bailiwick.identity.HostName;
import io.bailiwick.identity.IdentityRules;
import io.bailiwick.identity.Tenants;
import io.bailiwick.identity.TokenRules;
import io.bailiwick.identity.UnreadableException;
import io.bailiwick.residency.Jurisdiction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code identity}. */
final class ReadIdentity {

    private static final Pattern HEADER = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** They mean something else already, and some of them pass to the upstream. */
    private static final Set<String> TAKEN = Set.of(
            "accept",
            "anthropic-beta",
            "anthropic-version",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "traceparent",
            "transfer-encoding",
            "x-api-key",
            "x-forwarded-for");

    private static final String UNREADABLE = "cannot be read";

    private final Findings findings;
    private final Typing typing;
    private final Declared<Jurisdiction> jurisdictions;
    private final boolean serving;

    /** {@code serving}: whether the files that are named must be here; a check on another machine does without. */
    ReadIdentity(Findings findings, Typing typing, Declared<Jurisdiction> jurisdictions, boolean serving) {
        this.findings = findings;
        this.typing = typing;
        this.jurisdictions = jurisdictions;
        this.serving = serving;
    }

    IdentityRules of(@Nullable Node node, @Nullable GatewaySettings gateway) {
        Section section = Section.of(
                findings,
                "identity",
                Node.Mark.START,
                node,
                "tenants",
                "jwt",
                "country",
                "geoip",
                "hosts",
                "when-unknown",
                "when-conflicting");
        Tenants tenants = new ReadTenants(findings, typing, jurisdictions, serving)
                .of(
                        section,
                        gateway == null
                                || (gateway.tls() != null && gateway.tls().clientCa() != null));
        TokenRules tokens = new ReadTokens(findings, typing)
                .of(section.get("jwt"), Section.names(section.get("tenants")).size());
        CountryHeader country = country(section.get("country"));
        Path geoip = geoip(section.get("geoip"));
        Map<String, Jurisdiction> hosts = hosts(section.get("hosts"));
        refuses(section, "when-unknown");
        refuses(section, "when-conflicting");
        Map<String, Jurisdiction> all = jurisdictions.values();
        return new IdentityRules(tenants, tokens, country, geoip, hosts, all, new Coverage(all.values()));
    }

    private @Nullable CountryHeader country(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        String path = "identity.country";
        Section section = Section.of(findings, path, node.mark(), node, "header", "trusted");
        Node written = section.required("header", "a header's name");
        String name = typing.text(written, path + ".header", HEADER, "a header's name in lower case");
        List<Cidr> trusted = typing.cidrs(section.required("trusted", "blocks of trusted peers"), path + ".trusted");
        if (written != null && name != null && (TAKEN.contains(name) || name.startsWith("bailiwick-"))) {
            findings.problem(written, path + ".header", "a header that means nothing else");
            return null;
        }
        return name == null
                ? null
                : new CountryHeader(name, peer -> trusted.stream().anyMatch(block -> block.contains(peer)));
    }

    private @Nullable Path geoip(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        String path = "identity.geoip.database";
        Section section = Section.of(findings, "identity.geoip", node.mark(), node, "database");
        Node written = section.required("database", "a country database file");
        Path file = typing.path(written, path);
        String flaw = file == null ? null : flaw(file);
        if (written != null && flaw != null) {
            findings.warning(
                    written.mark(),
                    path + ": " + file + " " + flaw + ": every request is refused until it can be read");
        }
        return file;
    }

    /** Read to its end by a check alone: a gateway reads it anyway, and keeps the last good one. */
    private @Nullable String flaw(Path countries) {
        if (serving) {
            return Files.isReadable(countries) ? null : UNREADABLE;
        }
        try {
            CountryTable.in(countries);
            return null;
        } catch (UnreadableException bad) {
            return bad.getMessage();
        } catch (IOException missing) {
            return UNREADABLE;
        }
    }

    private Map<String, Jurisdiction> hosts(@Nullable Node node) {
        Map<String, Jurisdiction> hosts = new HashMap<>();
        for (Node.Entry entry : Section.entries(findings, "identity.hosts", node)) {
            if (!entry.name().equals(HostName.of(entry.name()))) {
                findings.problem(
                        entry.key(),
                        "identity.hosts",
                        "a host name that clients call, such as eu.llm.example.com, in lower case and without a port");
            }
            Node.Scalar name =
                    typing.scalar(entry.value(), "identity.hosts." + Quoted.of(entry.name()), "a jurisdiction's name");
            Jurisdiction jurisdiction = name == null ? null : jurisdictions.find(name, findings);
            if (jurisdiction != null) {
                hosts.put(entry.name(), jurisdiction);
            }
        }
        return hosts;
    }

    private void refuses(Section section, String key) {
        Node node = section.get(key);
        Node.Scalar word = typing.scalar(node, "identity." + key, "refuse, the only value");
        if (word != null && !word.text().equals("refuse")) {
            findings.problem(word, "identity." + key, "refuse, the only value");
        }
    }
}
