package io.bailiwick.credentials;

import io.bailiwick.providers.CredentialHeader;
import io.bailiwick.providers.Provider;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What an endpoint is shown to let us in: one header, or nothing; its value is never printed. */
public final class Credential {

    /** For an endpoint that asks for nothing. */
    public static final Credential NONE = new Credential("none", null, null);

    private final String source;
    private final @Nullable CredentialHeader header;
    private final @Nullable Secret secret;

    private Credential(String source, @Nullable CredentialHeader header, @Nullable Secret secret) {
        this.source = source;
        this.header = header;
        this.secret = secret;
    }

    /** {@code source} says where it was read, never what: {@code env AZURE_SE_KEY}. */
    public static Credential of(Provider provider, String source, Secret secret) {
        return new Credential(source, provider.credentialHeader(), secret);
    }

    /** Named by the policy and not on this machine: good for a check, and refuses to sign a request. */
    public static Credential missing(String source) {
        return new Credential(source, null, null);
    }

    /** Whether the endpoint asks for one and this machine has none. */
    public boolean isMissing() {
        return this != NONE && secret == null;
    }

    /** Where it was read, never what it is. */
    public String source() {
        return source;
    }

    /** Adds the header, if there is one; throws {@link IllegalStateException} for a missing credential. */
    public void addTo(BiConsumer<String, String> headers) {
        if (isMissing()) {
            throw new IllegalStateException("the credential of " + source + " is not on this machine");
        }
        if (header != null && secret != null) {
            headers.accept(header.headerName(), header.headerValue(secret.reveal()));
        }
    }

    @Override
    public String toString() {
        return "Credential[" + source + "]";
    }
}
