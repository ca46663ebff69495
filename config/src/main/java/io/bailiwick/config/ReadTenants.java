package io.bailiwick.config;

import io.bailiwick.identity.KeyDigest;
import io.bailiwick.identity.Tenant;
import io.bailiwick.identity.Tenants;
import io.bailiwick.residency.Jurisdiction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code identity.tenants}. */
final class ReadTenants {

    private static final Pattern CERTIFICATE = Pattern.compile(
            "sha256:[0-9a-f]{64}|dns:[a-z0-9][a-z0-9.-]{0,252}|uri:[A-Za-z][A-Za-z0-9+.-]*:[!-~]{1,500}");
    private static final String KEYS = "a list of \"sha256:…\" lines, or { file: FILE }";
    private static final String CERTIFICATES =
            "a certificate's name such as dns:app.example.com or uri:spiffe://example.com/app, or sha256: and the hex"
                    + " digits of its public key's SHA-256";

    private final Findings findings;
    private final Typing typing;
    private final Declared<Jurisdiction> jurisdictions;
    private final ReadKeyFile readKeyFile;
    private final Map<KeyDigest, String> owners = new HashMap<>();
    private final Map<String, String> holders = new HashMap<>();

    ReadTenants(Findings findings, Typing typing, Declared<Jurisdiction> jurisdictions, boolean serving) {
        this.findings = findings;
        this.typing = typing;
        this.jurisdictions = jurisdictions;
        this.readKeyFile = new ReadKeyFile(findings, typing, serving);
    }

    /** {@code certificates}: whether the listener asks clients for one. */
    Tenants of(Section identity, boolean certificates) {
        List<Tenants.Keyring> keyrings = new ArrayList<>();
        List<Node.Entry> tenants = Section.entries(findings, "identity.tenants", identity.get("tenants"));
        for (Node.Entry entry : tenants) {
            Tenants.Keyring keyring = tenant(entry, certificates);
            if (keyring != null) {
                keyrings.add(keyring);
            }
            if (identity.get("jwt") == null
                    && Section.names(entry.value()).stream()
                            .noneMatch(key -> key.equals("keys") || key.equals("certificates"))) {
                findings.warning(
                        entry.key().mark(),
                        "identity.tenants." + Quoted.of(entry.name()) + " has no key: nobody is it");
            }
        }
        if (tenants.isEmpty()) {
            findings.problem(
                    identity.mark(),
                    "identity lets nobody in (expected: at least one tenant, with keys, certificates or jwt)");
        }
        return new Tenants(keyrings);
    }

    private Tenants.@Nullable Keyring tenant(Node.Entry entry, boolean certificates) {
        String path = "identity.tenants." + Quoted.of(entry.name());
        if (!Tenant.isName(entry.name())) {
            findings.problem(entry.key(), "tenant", "a name of letters, digits, '.', '-' and '_'");
            return null;
        }
        Section section = Section.of(
                findings, path, entry.key().mark(), entry.value(), "jurisdiction", "keys", "certificates", "allowance");
        List<Jurisdiction> homes = homes(section, path);
        Node keys = section.get("keys");
        Path file = keys instanceof Node.Mapping ? readKeyFile.of(keys, entry.name(), path + ".keys", owners) : null;
        List<KeyDigest> written = keys instanceof Node.Mapping ? List.of() : keys(keys, entry.name(), path + ".keys");
        List<String> held = certificates(section.get("certificates"), entry.name(), path + ".certificates");
        if (!certificates && section.get("certificates") != null) {
            findings.problem(
                    section.markOf("certificates"),
                    path + ".certificates: clients are asked for none (expected: gateway.tls with a client-ca)");
        }
        return homes.isEmpty() ? null : new Tenants.Keyring(new Tenant(entry.name(), homes), written, file, held);
    }

    /** None where one of them is a problem. */
    private List<Jurisdiction> homes(Section section, String path) {
        Node home = section.required("jurisdiction", "a jurisdiction's name, or a list of them");
        List<Node.Scalar> names = home instanceof Node.Sequence
                ? typing.scalars(home, path + ".jurisdiction", "names of jurisdictions")
                : single(typing.scalar(home, path + ".jurisdiction", "a jurisdiction's name"));
        List<Jurisdiction> homes = new ArrayList<>();
        for (Node.Scalar name : names) {
            Jurisdiction jurisdiction = jurisdictions.find(name, findings);
            if (jurisdiction != null && homes.contains(jurisdiction)) {
                findings.problem(name, path + ".jurisdiction", "each jurisdiction once");
            } else if (jurisdiction != null) {
                homes.add(jurisdiction);
            }
        }
        return names.size() == homes.size() ? homes : List.of();
    }

    private static List<Node.Scalar> single(Node.@Nullable Scalar scalar) {
        return scalar == null ? List.of() : List.of(scalar);
    }

    private List<KeyDigest> keys(@Nullable Node node, String tenant, String path) {
        List<KeyDigest> keys = new ArrayList<>();
        for (Node.Scalar scalar : typing.scalars(node, path, KEYS)) {
            KeyDigest key = KeyDigest.parse(scalar.text());
            if (key == null) {
                findings.problem(
                        scalar.mark(),
                        path + ": found no digest (expected: sha256: and the 64 lower-case hex digits of the key's"
                                + " SHA-256; keys new prints that line)");
            } else if (owns(owners, key, tenant, scalar, path + ": the key")) {
                keys.add(key);
            }
        }
        return keys;
    }

    private List<String> certificates(@Nullable Node node, String tenant, String path) {
        List<String> names = new ArrayList<>();
        for (Node.Scalar scalar : typing.scalars(node, path, CERTIFICATES)) {
            if (!CERTIFICATE.matcher(scalar.text()).matches()) {
                findings.problem(scalar, path, CERTIFICATES);
            } else if (owns(holders, scalar.text(), tenant, scalar, path + ": the certificate")) {
                names.add(scalar.text());
            }
        }
        return names;
    }

    private <K> boolean owns(Map<K, String> owned, K what, String tenant, Node.Scalar at, String called) {
        String owner = owned.putIfAbsent(what, tenant);
        if (owner != null) {
            String another = called.substring(called.lastIndexOf(' ') + 1);
            findings.problem(
                    at.mark(), called + " belongs to '" + owner + "' already (expected: another " + another + ")");
        }
        return owner == null;
    }
}
