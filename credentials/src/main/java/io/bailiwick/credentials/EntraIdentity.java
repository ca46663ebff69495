package io.bailiwick.credentials;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** As whom a token of Microsoft Entra is asked for. */
public sealed interface EntraIdentity {

    <T> T match(Function<ClientSecret, T> clientSecret, Function<ManagedIdentity, T> managedIdentity);

    /** Where it is asked for and as whom, never with what. */
    String said();

    /** Whether both would be given tokens of the same holder by the same authority; secrets do not count. */
    boolean isSameHolder(EntraIdentity other);

    /** Whether both prove it with the same. */
    boolean isSameProof(EntraIdentity other);

    /**
     * An application that shows its secret to an authority.
     *
     * @param authority scheme, host and port: {@code https://login.microsoftonline.com}
     * @param ca whose certificates are trusted there; null for the platform's
     */
    record ClientSecret(
            URI authority,
            String tenant,
            String client,
            Secret secret,
            @Nullable Path ca) implements EntraIdentity {

        public ClientSecret {
            if (!"https".equals(authority.getScheme()) || authority.getHost() == null) {
                throw new IllegalArgumentException("an authority is asked by https, not " + authority);
            }
        }

        @Override
        public <T> T match(Function<ClientSecret, T> clientSecret, Function<ManagedIdentity, T> managedIdentity) {
            return clientSecret.apply(this);
        }

        @Override
        public String said() {
            return "entra client " + client + " of tenant " + tenant + " at " + authority.getAuthority();
        }

        @Override
        public boolean isSameHolder(EntraIdentity other) {
            return other instanceof ClientSecret same
                    && same.authority.equals(authority)
                    && same.tenant.equals(tenant)
                    && same.client.equals(client);
        }

        @Override
        public boolean isSameProof(EntraIdentity other) {
            return other instanceof ClientSecret same
                    && secret.matches(same.secret.reveal().getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public String toString() {
            return said();
        }
    }

    /**
     * The identity that Azure gave this machine; asked of the machine's own metadata.
     *
     * @param client which one, where the machine has several; null for its own
     */
    record ManagedIdentity(@Nullable String client) implements EntraIdentity {

        @Override
        public <T> T match(Function<ClientSecret, T> clientSecret, Function<ManagedIdentity, T> managedIdentity) {
            return managedIdentity.apply(this);
        }

        @Override
        public String said() {
            return "entra managed identity " + (client == null ? "of this machine" : client);
        }

        @Override
        public boolean isSameHolder(EntraIdentity other) {
            return equals(other);
        }

        @Override
        public boolean isSameProof(EntraIdentity other) {
            return equals(other);
        }
    }
}
