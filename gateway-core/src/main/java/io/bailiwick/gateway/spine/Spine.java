package io.bailiwick.gateway.spine;

import io.bailiwick.identity.Identification.Waited;
import io.bailiwick.identity.Presented;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Residency;
import io.bailiwick.routing.Planned;
import io.bailiwick.routing.Route;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request, top to bottom. Each line may refuse; nothing below a refusal runs.
 *
 * <p>Two halves, because a body takes time to come: {@link #head} decides from the head alone whether it may come at all.
 */
public final class Spine {

    private static final Logger LOG = LoggerFactory.getLogger(Spine.class);

    private final Seams seams;
    private final SameTexts versions = new SameTexts();
    private final IdentifyCaller identifyCaller;
    private final DecideResidency decideResidency = new DecideResidency();
    private final ListModels listModels = new ListModels();
    private final ReadInference readInference;
    private final PlanRoute planRoute;
    private final Seats seats;
    private final AdmitRequest admitRequest;
    private final AttemptUpstream attemptUpstream;
    private final FinishExchange finishExchange;

    public Spine(Seams seams) {
        this.seams = seams;
        this.finishExchange =
                new FinishExchange(seams.recorder(), seams.observer(), seams.underway(), seams.nanoTime());
        this.identifyCaller = new IdentifyCaller(seams.sources());
        this.readInference = new ReadInference(seams.languages().reader());
        this.planRoute = new PlanRoute(seams.plan(), seams.health());
        this.seats = seams.seats();
        this.admitRequest = seams.admitRequest();
        this.attemptUpstream = new AttemptUpstream(seams, finishExchange, planRoute, decideResidency);
    }

    /**
     * From the head alone: nobody's text is read where it may not be. {@code takeBody} is told when the body may come, at
     * once or after an issuer was asked for a key; until then none of it is looked at.
     */
    public Exchange head(InboundHead head, Presented presented, Client client, Consumer<Exchange> takeBody) {
        Exchange exchange = begin(head, client);
        guarded(exchange, () -> {
            seams.refuseWhenDraining(); // before anything is looked at: this process is leaving
            refuseUnknownPath(head); // names nothing of the policy, so it needs no caller
        });
        identify(exchange, presented, null, takeBody);
        return exchange;
    }

    /** Comes here twice where the first time a key was missing. */
    private void identify(
            Exchange exchange, Presented presented, @Nullable Waited waited, Consumer<Exchange> takeBody) {
        if (exchange.isFinished()) {
            return;
        }
        guarded(
                exchange,
                () -> identifyCaller.of( // the policy is per tenant; cheapest refusal first
                        presented,
                        exchange.snapshot,
                        waited,
                        caller -> decide(exchange, caller),
                        keys -> AwaitKeys.of(exchange, keys, how -> identify(exchange, presented, how, takeBody))));
        if (exchange.wantsBody()) {
            takeBody.accept(exchange);
        }
    }

    private void decide(Exchange exchange, Caller caller) {
        exchange.identified(caller);
        // Before the body, before any region.
        Residency residency = decideResidency.of(caller, exchange.head, exchange.snapshot);
        residency.match(
                permitted -> {
                    exchange.permitted(permitted);
                    return permitted;
                },
                denied -> {
                    if (denied.jurisdiction() != null) {
                        exchange.under(denied.jurisdiction());
                    }
                    return denied;
                });
        Permitted permitted = DecideResidency.orRefuse(residency, exchange.snapshot);
        PromptStamp.fromHead(exchange); // declared versions stand on refusals too
        if (exchange.head.isModels()) {
            listModels.of(exchange, permitted);
            finishExchange.served(exchange, 200);
        } else {
            seats.refuseWhenFull(); // behind the law: nobody unknown learns of load
        }
    }

    /** The whole body has come; only now is user text read. */
    public void body(Exchange exchange, byte[] body) {
        if (exchange.isFinished()) {
            return; // its client left, or it was cut, before its turn came
        }
        guarded(exchange, () -> {
            exchange.received(body.length);
            Permitted permitted = exchange.permitted();
            InferenceRequest asked =
                    readInference.of(Objects.requireNonNull(exchange.head.api(), "a listed path"), body, exchange.head);
            exchange.asks(asked);
            PromptStamp.fromBody(exchange, asked);
            Route route = planRoute.route(asked, exchange.snapshot);
            exchange.routed(route);
            String state = PlanRoute.state(asked, route);
            exchange.stateful(state != null);
            Wordings words = new Wordings(seams.languages(), exchange.snapshot, asked, state);
            exchange.words(words);
            Planned planned = planRoute.of(asked, words, route, permitted); // sees only permitted places
            exchange.admitted(admitRequest.ticket(
                    exchange)); // last: nothing can fail between taking the ticket and handing it on
            attemptUpstream.start(exchange, planned); // the only loop; ends in finishExchange
        });
    }

    /** What came cannot be a request: refused as an exchange of its own, so that it is counted and logged like any other. */
    public void refused(InboundHead head, Client client, Refusal refusal) {
        finishExchange.refused(begin(head, client), refusal);
    }

    /** The request cannot go on: its body is too long, too slow, or not HTTP. */
    public void refused(Exchange exchange, Refusal refusal) {
        finishExchange.refused(exchange, refusal);
    }

    /** The client's connection is gone: the upstream is cancelled at once. */
    public void clientLeft(Exchange exchange) {
        exchange.running().clientLeft();
    }

    /** What was written to the client has left. */
    public void writable(Exchange exchange) {
        exchange.running().writable();
    }

    private Exchange begin(InboundHead head, Client client) {
        Exchange exchange = new Exchange(
                seams.inForce().get(),
                head,
                client,
                TraceContext.of(head.traceparent(), seams.random()),
                seams.clock().instant(),
                versions);
        finishExchange.begun(exchange);
        return exchange;
    }

    private static void refuseUnknownPath(InboundHead head) {
        boolean listed = head.isModels() || (head.api() != null && head.method().equals("POST"));
        if (!listed) {
            throw new RefusedException(
                    Refusal.of(RefusalCode.PATH_NOT_FOUND, "this gateway does not serve that method and path"));
        }
    }

    /** The one place that catches a refusal; whatever else is thrown is this program's fault, and is said so. */
    private void guarded(Exchange exchange, Runnable steps) {
        try {
            steps.run();
        } catch (RefusedException refused) {
            finishExchange.refused(exchange, refused.refusal());
        } catch (RuntimeException | Error broken) {
            LOG.error("a request broke the gateway, trace {}", exchange.trace.traceId(), broken);
            Refusal refusal = Refusal.of(RefusalCode.GATEWAY_FAILED, "the gateway failed; nothing more was sent");
            exchange.running().cut(refusal);
            finishExchange.refused(exchange, refusal); // where the attempts were not far enough to be cut
        }
    }
}
