package io.bailiwick.config;

import io.bailiwick.credentials.Credential;
import io.bailiwick.credentials.EntraIdentity;
import io.bailiwick.credentials.EntraIdentity.ClientSecret;
import io.bailiwick.credentials.EntraIdentity.ManagedIdentity;
import io.bailiwick.credentials.Secret;
import io.bailiwick.credentials.TokenAsk;
import io.bailiwick.providers.Provider;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an endpoint's {@code credential}: a secret of this machine, or whom Entra gives tokens to. */
final class ReadCredential {

    private static final Pattern DIRECTORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");
    private static final Pattern SCOPE = Pattern.compile("https://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~-]+)*/\\.default");
    private static final String ONE_OF_BOTH =
            "{ tenant: T, client: ID, secret: { env: NAME } } or { managed-identity: system }";

    private final Findings findings;
    private final Typing typing;
    private final ReadSecrets secrets;
    private final List<EntraCloud> clouds = EntraCloud.load();

    ReadCredential(Findings findings, Typing typing, ReadSecrets secrets) {
        this.findings = findings;
        this.typing = typing;
        this.secrets = secrets;
    }

    /**
     * Whose credential it is: one endpoint's, and never another's.
     *
     * @param isKnownHost whether the catalogue says whose host it is
     */
    record Holder(String name, Provider provider, BaseUrl.Accepted url, String host, boolean isKnownHost) {}

    @Nullable
    Credential of(Node node, String what, Holder holder) {
        if (!Section.names(node).contains("entra")) {
            return secrets.read(
                    node,
                    what,
                    (source, secret) -> Credential.of(holder.provider(), source, secret),
                    Credential::missing);
        }
        Node entra = Section.of(findings, what, node.mark(), node, "entra").get("entra");
        return entra == null ? null : entra(entra, what + ".entra", holder);
    }

    private @Nullable Credential entra(Node node, String what, Holder holder) {
        Section section = Section.of(
                findings,
                what,
                node.mark(),
                node,
                "tenant",
                "client",
                "secret",
                "authority",
                "ca",
                "managed-identity",
                "scope");
        EntraCloud cloud = cloud(node, what, holder);
        String scope = scope(section, cloud);
        URI authority = authority(section, cloud);
        if (cloud == null || scope == null || authority == null || !travelsEncrypted(node, what, holder)) {
            return null;
        }
        Node machine = section.get("managed-identity");
        if ((machine == null) == (section.get("tenant") == null)) {
            findings.problem(
                    node.mark(),
                    what + " names " + (machine == null ? "nobody" : "two") + " (expected: " + ONE_OF_BOTH + ")");
            return null;
        }
        return machine == null
                ? bySecret(section, authority, identity -> token(holder, identity, scope))
                : byMachine(section, machine, identity -> token(holder, identity, scope));
    }

    private static Credential token(Holder holder, EntraIdentity identity, String scope) {
        return Credential.token(new TokenAsk(holder.name(), holder.url().uri(), identity, scope));
    }

    /** Which of Azure's clouds it is; a host of nobody's own, asked as {@code azure}, is taken for the public one's. */
    private @Nullable EntraCloud cloud(Node node, String what, Holder holder) {
        EntraCloud known = EntraCloud.of(clouds, holder.host());
        if (known != null || (holder.provider() == Provider.AZURE && !holder.isKnownHost())) {
            return known != null ? known : clouds.get(0);
        }
        findings.problem(
                node.mark(),
                what + ": '" + holder.host()
                        + "' takes no token of Entra (expected: a host of Azure, or provider: azure)");
        return null;
    }

    private boolean travelsEncrypted(Node node, String what, Holder holder) {
        if (holder.url().isEncrypted() || Cidr.isLoopback(holder.url().host())) {
            return true;
        }
        findings.problem(node.mark(), what + ": a token would travel in plain http (expected: https)");
        return false;
    }

    private @Nullable String scope(Section section, @Nullable EntraCloud cloud) {
        Node node = section.get("scope");
        if (node == null) {
            return cloud == null ? null : cloud.scope();
        }
        return typing.text(
                node, section.path("scope"), SCOPE, "a scope such as https://cognitiveservices.azure.com/.default");
    }

    private @Nullable URI authority(Section section, @Nullable EntraCloud cloud) {
        Node node = section.get("authority");
        if (node == null) {
            return cloud == null ? null : cloud.authority();
        }
        BaseUrl.Accepted url = typing.url(node, section.path("authority"));
        if (url == null) {
            return null;
        }
        if (!url.isEncrypted() || !url.uri().getRawPath().isEmpty()) {
            findings.problem(node, section.path("authority"), "https://HOST[:PORT] without a path");
            return null;
        }
        return url.uri();
    }

    private @Nullable Credential bySecret(Section section, URI authority, Made made) {
        String tenant = typing.text(
                section.required("tenant", "the tenant's id or domain"),
                section.path("tenant"),
                DIRECTORY,
                "a tenant's id or domain");
        String client = typing.text(
                section.required("client", "the application's client id"),
                section.path("client"),
                DIRECTORY,
                "a client id");
        Path ca = typing.path(section.get("ca"), section.path("ca"));
        Node secret = section.required("secret", "{ env: NAME } or { file: FILE }");
        if (tenant == null || client == null || secret == null) {
            return null;
        }
        return secrets.read(
                secret,
                section.path("secret"),
                (source, value) -> made.of(identity(authority, tenant, client, value, ca)),
                Credential::missing);
    }

    private static ClientSecret identity(
            URI authority, String tenant, String client, Secret secret, @Nullable Path ca) {
        return new ClientSecret(authority, tenant, client, secret, ca);
    }

    private @Nullable Credential byMachine(Section section, Node machine, Made made) {
        for (String other : List.of("client", "secret", "authority", "ca")) {
            if (section.get(other) != null) {
                findings.problem(
                        section.markOf(other), section.path(other) + " beside managed-identity (expected: none)");
                return null;
            }
        }
        String which = typing.text(machine, section.path("managed-identity"), DIRECTORY, "system, or a client id");
        return which == null ? null : made.of(new ManagedIdentity(which.equals("system") ? null : which));
    }

    /** What becomes of an identity that was read. */
    private interface Made {
        Credential of(EntraIdentity identity);
    }
}
