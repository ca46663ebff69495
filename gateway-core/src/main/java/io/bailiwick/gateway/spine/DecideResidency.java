package io.bailiwick.gateway.spine;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.residency.DecideHome;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Region;
import io.bailiwick.residency.Residency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Step 3: under whose law, and may this process see it at all. No answer means no. */
final class DecideResidency {

    private volatile @Nullable Here here;

    Residency of(Caller caller, InboundHead head, GatewaySnapshot snapshot) {
        return decideHome(snapshot.gateway().region())
                .of(caller.tenant().homes(), caller.answers(), asked(head.askedJurisdiction(), snapshot));
    }

    /**
     * The law for the rest of what was begun under {@code begun}, when the policy is another now: both hold, that one and the
     * caller's by the new policy, as of any user of whom two sources know. Null where they are on no chain, where the new
     * policy knows the caller no more or cannot tell, or where this process may not see the user's data: no answer means no.
     */
    @Nullable
    Jurisdiction still(Jurisdiction begun, Caller caller, InboundHead head, GatewaySnapshot now) {
        Caller known = caller.under(now);
        String asked = head.askedJurisdiction();
        if (known == null || (asked != null && !now.jurisdictions().containsKey(asked))) {
            return null;
        }
        Jurisdiction home = of(known, head, now).match(Permitted::jurisdiction, Residency.Denied::jurisdiction);
        return home == null
                ? null
                : decideHome(now.gateway().region())
                        .of(List.of(begun, home), null)
                        .<@Nullable Jurisdiction>match(Permitted::jurisdiction, denied -> null);
    }

    /** Where this process runs stays the same; it is asked for with every request all the same. */
    private DecideHome decideHome(Region region) {
        Here known = here;
        if (known == null || !known.region.equals(region)) {
            known = new Here(region, new DecideHome(Reach.of(region)));
            here = known;
        }
        return known.decideHome;
    }

    private record Here(Region region, DecideHome decideHome) {}

    private static @Nullable Jurisdiction asked(@Nullable String name, GatewaySnapshot snapshot) {
        if (name == null) {
            return null;
        }
        Jurisdiction known = snapshot.jurisdictions().get(name);
        if (known == null) {
            throw new RefusedException(Refusal.of(
                    RefusalCode.MALFORMED_REQUEST,
                    "header 'bailiwick-jurisdiction' names no jurisdiction of this gateway",
                    "bailiwick-jurisdiction"));
        }
        return known;
    }

    /** Turns the no of the policy into a refusal. */
    static Permitted orRefuse(Residency residency, GatewaySnapshot snapshot) {
        return residency.match(permitted -> permitted, denied -> {
            throw new RefusedException(refusal(denied, snapshot));
        });
    }

    private static Refusal refusal(Residency.Denied denied, GatewaySnapshot snapshot) {
        return switch (denied.reason()) {
            case UNRESOLVED -> Refusal.of(RefusalCode.JURISDICTION_UNRESOLVED, denied.explanation());
            case CONFLICT -> Refusal.of(RefusalCode.JURISDICTION_CONFLICT, denied.explanation());
            case WIDENED ->
                Refusal.of(RefusalCode.JURISDICTION_WIDENED, denied.explanation(), "bailiwick-jurisdiction");
            case GATEWAY_OUTSIDE ->
                Refusal.of(RefusalCode.RESIDENCY_GATEWAY_OUTSIDE, denied.explanation())
                        .atPeer(
                                denied.jurisdiction() == null
                                        ? null
                                        : snapshot.gateway()
                                                .peers()
                                                .get(denied.jurisdiction().name()));
        };
    }
}
