package io.bailiwick.config;

import io.bailiwick.identity.KeyDigest;
import io.bailiwick.identity.Tenant;
import io.bailiwick.identity.Tenants;
import io.bailiwick.residency.Jurisdiction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code identity}. */
final class ReadIdentity {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Pattern HEADER = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String KEYS = "a list of \"sha256:…\" lines, or { file: FILE }";

    private final Findings findings;
    private final Typing typing;
    private final Declared<Jurisdiction> jurisdictions;
    private final Map<KeyDigest, String> owners = new HashMap<>();

    ReadIdentity(Findings findings, Typing typing, Declared<Jurisdiction> jurisdictions) {
        this.findings = findings;
        this.typing = typing;
        this.jurisdictions = jurisdictions;
    }

    Tenants of(@Nullable Node node) {
        Section section = Section.of(
                findings,
                "identity",
                Node.Mark.START,
                node,
                "tenants",
                "jwt",
                "country",
                "geoip",
                "when-unknown",
                "when-conflicting");
        List<Tenants.Keyring> keyrings = new ArrayList<>();
        List<Node.Entry> tenants = Section.entries(findings, "identity.tenants", section.get("tenants"));
        for (Node.Entry entry : tenants) {
            Tenants.Keyring keyring = tenant(entry);
            if (keyring != null) {
                keyrings.add(keyring);
            }
            if (section.get("jwt") == null && !Section.names(entry.value()).contains("keys")) {
                findings.warning(
                        entry.key().mark(),
                        "identity.tenants." + Quoted.of(entry.name()) + " has no key: nobody is it");
            }
        }
        if (tenants.isEmpty() && section.get("jwt") == null) {
            findings.problem(
                    section.mark(), "identity lets nobody in (expected: at least one tenant with a key, or jwt)");
        }
        jwt(section.get("jwt"));
        country(section.get("country"));
        geoip(section.get("geoip"));
        refuses(section, "when-unknown");
        refuses(section, "when-conflicting");
        return new Tenants(keyrings);
    }

    private Tenants.@Nullable Keyring tenant(Node.Entry entry) {
        String path = "identity.tenants." + Quoted.of(entry.name());
        if (!NAME.matcher(entry.name()).matches()) {
            findings.problem(entry.key(), "tenant", "a name of letters, digits, '.', '-' and '_'");
            return null;
        }
        Section section =
                Section.of(findings, path, entry.key().mark(), entry.value(), "jurisdiction", "keys", "allowance");
        Node home = section.required("jurisdiction", "a jurisdiction's name, or a list of them");
        List<Node.Scalar> names = home instanceof Node.Sequence
                ? typing.scalars(home, path + ".jurisdiction", "names of jurisdictions")
                : single(typing.scalar(home, path + ".jurisdiction", "a jurisdiction's name"));
        List<Jurisdiction> homes = new ArrayList<>();
        for (Node.Scalar name : names) {
            Jurisdiction jurisdiction = jurisdictions.find(name, findings);
            if (jurisdiction != null) {
                homes.add(jurisdiction);
            }
        }
        if (home != null && names.size() > 1) {
            findings.notInThisBuild(home.mark(), path + ".jurisdiction as a list");
        }
        List<KeyDigest> keys = keys(section.get("keys"), entry.name(), path + ".keys");
        return names.size() != 1 || homes.size() != 1
                ? null
                : new Tenants.Keyring(new Tenant(entry.name(), homes.get(0)), keys);
    }

    private static List<Node.Scalar> single(Node.@Nullable Scalar scalar) {
        return scalar == null ? List.of() : List.of(scalar);
    }

    private List<KeyDigest> keys(@Nullable Node node, String tenant, String path) {
        if (node instanceof Node.Mapping) {
            Section section = Section.of(findings, path, node.mark(), node, "file");
            typing.path(section.required("file", "a file of sha256: lines"), path + ".file");
            findings.notInThisBuild(node.mark(), path + " in a file");
            return List.of();
        }
        List<KeyDigest> keys = new ArrayList<>();
        for (Node.Scalar scalar : typing.scalars(node, path, KEYS)) {
            KeyDigest key = KeyDigest.parse(scalar.text());
            if (key == null) {
                findings.problem(
                        scalar.mark(),
                        path + ": found no digest (expected: sha256: and the 64 lower-case hex digits of the key's"
                                + " SHA-256; keys new prints that line)");
                continue;
            }
            String owner = owners.putIfAbsent(key, tenant);
            if (owner != null) {
                findings.problem(
                        scalar.mark(), path + ": the key belongs to '" + owner + "' already (expected: another key)");
            } else {
                keys.add(key);
            }
        }
        return keys;
    }

    private void jwt(@Nullable Node node) {
        if (node == null) {
            return;
        }
        String path = "identity.jwt";
        Section section =
                Section.of(findings, path, node.mark(), node, "issuer", "audience", "jwks", "tenant", "claim");
        typing.url(section.required("issuer", "the issuer's url"), path + ".issuer");
        typing.text(section.required("audience", "the audience of accepted tokens"), path + ".audience", "a text");
        typing.url(section.required("jwks", "the url of the issuer's keys"), path + ".jwks");
        typing.text(section.get("tenant"), path + ".tenant", "the name of a claim");
        typing.text(section.get("claim"), path + ".claim", "the name of a claim");
        findings.notInThisBuild(node.mark(), path);
    }

    private void country(@Nullable Node node) {
        if (node == null) {
            return;
        }
        String path = "identity.country";
        Section section = Section.of(findings, path, node.mark(), node, "header", "trusted");
        typing.text(
                section.required("header", "a header's name"),
                path + ".header",
                HEADER,
                "a header's name in lower case");
        typing.cidrs(section.required("trusted", "blocks of trusted peers"), path + ".trusted");
        findings.notInThisBuild(node.mark(), path);
    }

    private void geoip(@Nullable Node node) {
        if (node == null) {
            return;
        }
        Section section = Section.of(findings, "identity.geoip", node.mark(), node, "database");
        typing.path(section.required("database", "a country database file"), "identity.geoip.database");
        findings.notInThisBuild(node.mark(), "identity.geoip");
    }

    private void refuses(Section section, String key) {
        Node node = section.get(key);
        Node.Scalar word = typing.scalar(node, "identity." + key, "refuse, the only value");
        if (word != null && !word.text().equals("refuse")) {
            findings.problem(word, "identity." + key, "refuse, the only value");
        }
    }
}
