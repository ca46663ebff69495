package io.bailiwick.gateway.spine;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.identity.Identification;
import io.bailiwick.identity.Identification.Waited;
import io.bailiwick.identity.Identification.Waiting;
import io.bailiwick.identity.Identify;
import io.bailiwick.identity.IdentityRules;
import io.bailiwick.identity.Presented;
import io.bailiwick.identity.Sources;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Step 2: who asks, and what is known of its user's law. */
final class IdentifyCaller {

    private final Function<IdentityRules, @Nullable Sources> sources;

    IdentifyCaller(Function<IdentityRules, @Nullable Sources> sources) {
        this.sources = sources;
    }

    /**
     * Calls one of the two, unless it refuses: {@code later} where an issuer has to be asked for a key first, after which
     * this is called again with how that ended.
     */
    void of(
            Presented presented,
            GatewaySnapshot snapshot,
            @Nullable Waited waited,
            Consumer<Caller> known,
            Consumer<Waiting> later) {
        Sources here = sources.apply(snapshot.identity());
        if (here == null) {
            throw new RefusedException(Refusal.of(
                    RefusalCode.IDENTITY_UNAVAILABLE,
                    "the policy of this request was replaced before it was identified"));
        }
        Runnable next = new Identify(here, snapshot.gateway()::trustsProxy)
                .of(presented, waited)
                .match(
                        somebody -> () -> known.accept(new Caller(somebody.tenant(), somebody.jurisdictions())),
                        nobody -> {
                            throw new RefusedException(refusal(nobody));
                        },
                        pending -> () -> later.accept(pending.waiting()));
        next.run();
    }

    private static Refusal refusal(Identification.Refused nobody) {
        return switch (nobody.reason()) {
            case UNAUTHENTICATED -> Refusal.of(RefusalCode.AUTHENTICATION_FAILED, nobody.explanation());
            case UNRESOLVED -> Refusal.of(RefusalCode.JURISDICTION_UNRESOLVED, nobody.explanation());
            case UNAVAILABLE -> Refusal.of(RefusalCode.IDENTITY_UNAVAILABLE, nobody.explanation());
        };
    }
}
