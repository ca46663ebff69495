package io.bailiwick.credentials;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import java.net.MalformedURLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks Microsoft Entra, or this machine's metadata, for a token; knows of no user and no request.
 *
 * <p>MSAL keeps nothing here: each question is asked anew, over {@link EntraWire}, which decides who may be asked at all.
 */
public final class AskEntra implements FetchToken {

    private final ExecutorService threads;
    private final Clock clock;
    private final EntraWire wire;

    /** {@code threads} wait for answers, one each: none of them may be an event loop's. */
    public AskEntra(ExecutorService threads, Clock clock) {
        this(threads, clock, new EntraWire());
    }

    AskEntra(ExecutorService threads, Clock clock, EntraWire wire) {
        this.threads = threads;
        this.clock = clock;
        this.wire = wire;
    }

    @Override
    public void fetch(TokenAsk ask, Consumer<AccessToken> found, Consumer<String> failed) {
        try {
            threads.execute(() -> asked(ask).whenComplete((given, broken) -> {
                String flaw = broken == null ? flaw(given) : why(broken);
                if (flaw == null) {
                    found.accept(token(given));
                } else {
                    failed.accept(flaw);
                }
            }));
        } catch (RuntimeException closed) {
            failed.accept("was not asked: this gateway is shutting down");
        }
    }

    private CompletableFuture<IAuthenticationResult> asked(TokenAsk ask) {
        try {
            return ask.identity().match(secret -> bySecret(secret, ask), machine -> byMachine(machine, ask));
        } catch (RuntimeException unaskable) {
            return CompletableFuture.failedFuture(unaskable);
        }
    }

    private CompletableFuture<IAuthenticationResult> bySecret(EntraIdentity.ClientSecret identity, TokenAsk ask) {
        try {
            return ConfidentialClientApplication.builder(
                            identity.client(),
                            ClientCredentialFactory.createFromSecret(
                                    identity.secret().reveal()))
                    .authority(identity.authority() + "/" + identity.tenant() + "/")
                    .instanceDiscovery(false) // else it would first ask a host that nobody named
                    .httpClient(wire.to(identity))
                    .executorService(threads)
                    .disableInternalRetries()
                    .build()
                    .acquireToken(ClientCredentialParameters.builder(Set.of(ask.scope()))
                            .skipCache(true)
                            .build());
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("an authority is an https url", impossible);
        }
    }

    private CompletableFuture<IAuthenticationResult> byMachine(EntraIdentity.ManagedIdentity identity, TokenAsk ask) {
        IHttpClient metadata = wire.toThisMachine();
        try {
            return ManagedIdentityApplication.builder(id(identity.client()))
                    .httpClient(metadata)
                    .executorService(threads)
                    .disableInternalRetries()
                    .build()
                    .acquireTokenForManagedIdentity(ManagedIdentityParameters.builder(ask.resource())
                            .forceRefresh(true)
                            .build());
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception refused) {
            throw new CompletionException(refused);
        }
    }

    private static ManagedIdentityId id(@Nullable String client) {
        return client == null ? ManagedIdentityId.systemAssigned() : ManagedIdentityId.userAssignedClientId(client);
    }

    /** Why that is no token for us; null where it is one. */
    private @Nullable String flaw(@Nullable IAuthenticationResult given) {
        if (given == null || given.accessToken() == null || given.expiresOnDate() == null) {
            return "gave no token";
        }
        return given.expiresOnDate().toInstant().isAfter(clock.instant())
                ? null
                : "gave a token that had ended already";
    }

    private AccessToken token(IAuthenticationResult given) {
        Instant now = clock.instant();
        Instant ends = given.expiresOnDate().toInstant();
        return new AccessToken(Secret.of(given.accessToken()), now, ends.isAfter(now) ? ends : now.plusSeconds(1));
    }

    private static String why(Throwable broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof EntraWire.RefusedException refused) {
                return refused.why();
            }
        }
        Throwable last =
                broken instanceof CompletionException && broken.getCause() != null ? broken.getCause() : broken;
        // Whatever else it says may quote what was sent or what was answered.
        return "could not be asked: " + last.getClass().getSimpleName();
    }
}
