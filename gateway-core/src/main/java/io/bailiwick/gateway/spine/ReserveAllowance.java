package io.bailiwick.gateway.spine;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.identity.allowance.Allowance;
import io.bailiwick.identity.allowance.Allowances;
import io.bailiwick.identity.allowance.Reservation;
import io.bailiwick.identity.allowance.Reserving;
import io.bailiwick.identity.allowance.Spending;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.InferenceRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether the tenant may still ask: takes one request, and as many tokens as it may cost. */
final class ReserveAllowance {

    private static final int BYTES_PER_TOKEN = 4;

    /** What a reply is expected to cost where the client does not say how long it may be. */
    private static final long USUAL_OUTPUT = 500;

    private final Spending spending;
    private final Supplier<GatewaySnapshot> inForce;
    private final ExchangeObserver observer;

    ReserveAllowance(Spending spending, Supplier<GatewaySnapshot> inForce, ExchangeObserver observer) {
        this.spending = spending;
        this.inForce = inForce;
        this.observer = observer;
    }

    /** Null for a tenant without an allowance. */
    @Nullable
    Reservation of(Exchange exchange) {
        Allowances.Grant grant = grant(exchange, exchange.snapshot);
        GatewaySnapshot now = inForce.get();
        Allowances.Grant newer = grant(exchange, now);
        if (newer != null) {
            return reserve(exchange, newer, now.granted(newer)); // changed numbers hold at once
        }
        return grant == null ? null : reserve(exchange, grant, exchange.snapshot.granted(grant));
    }

    private static Allowances.@Nullable Grant grant(Exchange exchange, GatewaySnapshot snapshot) {
        return snapshot.allowances().of(exchange.caller().tenant().name(), exchange.jurisdiction());
    }

    private Reservation reserve(Exchange exchange, Allowances.Grant grant, Allowance granted) {
        return spending.reserve(grant, granted, estimate(exchange.asked())).match(reserved -> reserved, tooMuch -> {
            observer.rateLimited(exchange.jurisdiction(), tooMuch.kind());
            throw new RefusedException(Refusal.of(RefusalCode.RATE_LIMITED, said(grant, granted, tooMuch))
                    .retryAfter(tooMuch.after()));
        });
    }

    /** A token for every four bytes of the body, and the longest reply that the client takes. */
    static long estimate(InferenceRequest asked) {
        if (asked.api() == Api.COUNT_TOKENS) {
            return 0;
        }
        long input = (asked.bodyBytes() + BYTES_PER_TOKEN - 1L) / BYTES_PER_TOKEN;
        if (asked.api() == Api.EMBEDDINGS) {
            return input;
        }
        Long most = asked.mostOutput();
        return input + (most == null ? USUAL_OUTPUT : most);
    }

    private static String said(Allowances.Grant grant, Allowance granted, Reserving.TooMuch tooMuch) {
        Long limit = tooMuch.kind().equals(Reserving.TooMuch.REQUESTS)
                ? granted.requestsPerMinute()
                : granted.tokensPerMinute();
        return "the allowance of " + limit + " " + tooMuch.kind() + " per minute in '" + grant.jurisdiction()
                + "' is used up";
    }
}
