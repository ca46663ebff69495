package io.bailiwick.credentials;

import io.bailiwick.providers.CredentialHeader;
import io.bailiwick.providers.Provider;
import java.net.URI;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What an endpoint is shown to let us in: one header, or nothing; its value is never printed. */
public final class Credential {

    /** For an endpoint that asks for nothing. */
    public static final Credential NONE = new Credential("none", null, null, null);

    private final String source;
    private final @Nullable CredentialHeader header;
    private final @Nullable Secret secret;
    private volatile @Nullable HeldToken held;
    private volatile @Nullable Shown last;

    private Credential(
            String source, @Nullable CredentialHeader header, @Nullable Secret secret, @Nullable HeldToken held) {
        this.source = source;
        this.header = header;
        this.secret = secret;
        this.held = held;
    }

    /** {@code source} says where it was read, never what: {@code env AZURE_SE_KEY}. */
    public static Credential of(Provider provider, String source, Secret secret) {
        return new Credential(source, provider.credentialHeader(), secret, null);
    }

    /** A token that is asked for while the gateway runs; until one is given, there is nothing to show. */
    public static Credential token(TokenAsk ask) {
        return new Credential(ask.identity().said(), CredentialHeader.BEARER, null, new HeldToken(ask));
    }

    /** Named by the policy and not on this machine: good for a check, and refuses to sign a request. */
    public static Credential missing(String source) {
        return new Credential(source, null, null, null);
    }

    /** Whether the endpoint asks for one and this machine has none. */
    public boolean isMissing() {
        return header == null && this != NONE;
    }

    /** Whether it may be shown there: a token belongs to one place. */
    public boolean isFor(URI url) {
        HeldToken token = held;
        return token == null || token.ask().url().equals(url);
    }

    /** Whether it is asked for while the gateway runs. */
    public boolean isToken() {
        return held != null;
    }

    /** Whether there is something to show now, where something must be shown; waits for nobody. */
    public boolean isReady() {
        HeldToken token = held;
        return token == null || token.value() != null;
    }

    /** The endpoint did not take it. */
    public void refused() {
        HeldToken token = held;
        if (token != null) {
            token.refused();
        }
    }

    /** Where it was read, never what it is. */
    public String source() {
        return source;
    }

    public CredentialStanding standing() {
        HeldToken token = held;
        return token == null ? new CredentialStanding(source, secret != null, null, 0, null) : token.standing();
    }

    /** Adds the header, if there is one; throws {@link IllegalStateException} where there is nothing to show. */
    public void addTo(BiConsumer<String, String> headers) {
        if (header != null) {
            headers.accept(header.headerName(), value(header, shown()));
        } else if (isMissing()) {
            throw new IllegalStateException("the credential of " + source + " is not on this machine");
        }
    }

    /** Put together once for each secret: a token gives way to the next. */
    @SuppressWarnings("ReferenceEquality") // another object is another secret, whatever it says
    private String value(CredentialHeader in, Secret secret) {
        Shown known = last;
        if (known == null || known.secret != secret) {
            known = new Shown(secret, in.headerValue(secret.reveal()));
            last = known;
        }
        return known.value;
    }

    private Secret shown() {
        HeldToken token = held;
        Secret value = token == null ? secret : token.value();
        if (value == null) {
            throw new IllegalStateException("the credential of " + source + " holds no token now");
        }
        return value;
    }

    /** What it holds from now on: that of one of those before, where the same is asked; null where it is no token. */
    @Nullable
    HeldToken heldFrom(Collection<HeldToken> before) {
        HeldToken mine = held;
        HeldToken goesOn = mine == null ? null : FreshTokens.goesOn(mine.ask(), before);
        if (mine == null || goesOn == null) {
            return mine;
        }
        goesOn.askAs(mine.ask());
        held = goesOn;
        return goesOn;
    }

    @Override
    public String toString() {
        return "Credential[" + source + "]";
    }

    /** No record, for that would print it. */
    private static final class Shown {

        private final Secret secret;
        private final String value;

        Shown(Secret secret, String value) {
            this.secret = secret;
            this.value = value;
        }
    }
}
