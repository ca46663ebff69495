package io.bailiwick.gateway.spine;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.TelemetrySink;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.ReplyFacts;
import io.bailiwick.providers.Usage;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.JudgeEvidence.Verdict;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Route;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request while it is under way, on its client's event loop: the policy that it began with, and what is known so far.
 *
 * <p>Steps decide with what they are given and write here what they found; later steps, the stamp and the record read it.
 */
public final class Exchange {

    /** Of the upstream's text; no name of a model or of a reply is as long. */
    private static final int MOST_FOREIGN_CHARS = 128;

    final GatewaySnapshot snapshot;
    final InboundHead head;
    final Client client;
    final TraceContext trace;
    final Instant at;
    private final SameTexts versions;

    /** The one thing of it that other threads ask: whoever ends all exchanges of one. */
    private volatile String jurisdiction = Stamp.UNKNOWN;

    private @Nullable Jurisdiction home;
    private String promptVersion = Stamp.UNKNOWN;
    private @Nullable String promptName;
    private @Nullable Caller caller;
    private @Nullable Permitted permitted;
    private @Nullable Route route;
    private @Nullable String askedModel;
    private boolean asksForStream;
    /** Until it is known that it is said to nobody any more. */
    private @Nullable InferenceRequest asked;

    private @Nullable Wordings words;
    private AdmitRequest.@Nullable Ticket ticket;
    private @Nullable Running running;
    private @Nullable Candidate sentTo;
    private @Nullable Verdict verdict;
    private @Nullable ReplyFacts facts;
    private @Nullable String servedModel;
    private int begun;
    private List<AttemptRecord> attempts = List.of();
    private long requestBytes;
    private long handedOnNanos = -1;
    private long writtenNanos = -1;
    private long firstContentNanos = -1;
    private @Nullable String streamRegion;
    private long waitedNanos;
    private long waitedBeforeSentNanos;
    private boolean sampled;
    private boolean stateful;
    private boolean finished;

    Exchange(
            GatewaySnapshot snapshot,
            InboundHead head,
            Client client,
            TraceContext trace,
            Instant at,
            SameTexts versions) {
        this.snapshot = snapshot;
        this.head = head;
        this.client = client;
        this.trace = trace;
        this.at = at;
        this.versions = versions;
        this.sampled = trace.sampled(0);
    }

    /** By its own span, which nobody outside chooses; what makes one of itself asks the machine for it. */
    @Override
    public int hashCode() {
        return trace.hashCode();
    }

    /** It is the same only as itself. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    /** Whether the head was accepted and the body is wanted now. */
    public boolean wantsBody() {
        return !finished && permitted != null && head.api() != null;
    }

    public boolean isFinished() {
        return finished;
    }

    /** Whether the client asked for a stream of events. */
    public boolean isStream() {
        return asksForStream;
    }

    /** The route's name, once it is found. */
    public String routeName() {
        return route == null ? Stamp.UNKNOWN : route.name();
    }

    /** The client's own event loop, on which alone this may be touched, but for its {@link #jurisdiction}. */
    public EventLoop loop() {
        return client.loop();
    }

    /** The name of its jurisdiction, once that is decided. */
    public String jurisdiction() {
        return jurisdiction;
    }

    /** What can be said of it now. */
    public Stamp stamp() {
        String region = Stamp.NONE;
        String country = Stamp.NONE;
        Evidence evidence = Evidence.NONE;
        if (verdict != null) {
            region = verdict.region();
            country = verdict.country();
            evidence = verdict.evidence();
        } else if (sentTo != null) {
            region = sentTo.reach().shown();
            country = sentTo.reach().shownCountry();
            evidence = sentTo.promise();
        }
        return new Stamp(
                jurisdiction,
                region,
                country,
                evidence,
                modelVersion(),
                promptVersion,
                sentTo == null ? Stamp.NONE : sentTo.endpoint().name(),
                begun,
                trace.traceId());
    }

    private String modelVersion() {
        String version = servedModel;
        if (version == null && facts != null) {
            version = facts.model();
        }
        if (version == null) {
            return Stamp.UNKNOWN;
        }
        return versions.of(bounded(version));
    }

    private static String bounded(String foreign) {
        return foreign.length() <= MOST_FOREIGN_CHARS ? foreign : foreign.substring(0, MOST_FOREIGN_CHARS);
    }

    /** Whether its trace is one of those that are kept; the same from the moment its jurisdiction is decided. */
    boolean sampled() {
        return sampled;
    }

    // What steps find out, in the order in which they do.

    void identified(Caller who) {
        caller = who;
    }

    void under(Jurisdiction decided) {
        home = decided;
        jurisdiction = decided.name();
        TelemetrySink sink = snapshot.telemetry().get(jurisdiction);
        sampled = trace.sampled(sink == null ? 0 : sink.sample());
    }

    void permitted(Permitted decided) {
        permitted = decided;
        under(decided.jurisdiction());
    }

    void prompt(@Nullable String name, String version) {
        promptName = name;
        promptVersion = versions.of(version);
    }

    void received(long bodyBytes) {
        requestBytes = bodyBytes;
    }

    void asks(InferenceRequest request) {
        asked = request;
        askedModel = request.model();
        asksForStream = request.stream();
    }

    void routed(Route found) {
        route = found;
        if (found.name().equals(askedModel)) {
            askedModel = found.name(); // one text for all who ask for it
        }
    }

    void words(Wordings each) {
        words = each;
    }

    void stateful(boolean keeps) {
        stateful = keeps;
    }

    void admitted(AdmitRequest.Ticket taken) {
        ticket = taken;
    }

    void runs(Running attempts) {
        running = attempts;
    }

    /** An attempt is over: most exchanges have one, and while it runs there is no list. */
    void tried(AttemptRecord attempt) {
        if (attempts.isEmpty()) {
            attempts = new ArrayList<>(1);
        }
        attempts.add(attempt);
    }

    int begin() {
        return ++begun;
    }

    /** Bytes are on their way there: from now on the data was where that candidate reaches. */
    void sentTo(Candidate candidate, long nowNanos) {
        sentTo = candidate;
        verdict = null;
        servedModel = null;
        facts = null;
        writtenNanos = -1;
        firstContentNanos = -1;
        if (handedOnNanos < 0) {
            handedOnNanos = nowNanos;
        }
    }

    /** It stood in line for an endpoint. */
    void waited(long nanos) {
        waitedNanos += nanos;
        if (handedOnNanos < 0) {
            waitedBeforeSentNanos += nanos; // not what this gateway costs
        }
    }

    void written(long nowNanos) {
        writtenNanos = nowNanos;
    }

    void judged(Verdict found) {
        verdict = found;
    }

    /** What the upstream's header says it served; wins over the body's {@code model}. */
    void served(@Nullable String model) {
        servedModel = model;
    }

    void learnt(ReplyFacts found) {
        facts = found;
    }

    boolean awaitsContent() {
        return firstContentNanos < 0;
    }

    void firstContent(long nowNanos) {
        firstContentNanos = nowNanos;
    }

    /** Its reply is on its way to the client: the request is said to nobody any more, and a stream may last. */
    void streams(String region) {
        streamRegion = region;
        asked = null;
        words = null;
    }

    // What later steps and the edges ask.

    /** How long it stood in line for an endpoint, all in all. */
    long waitedNanos() {
        return waitedNanos;
    }

    Caller caller() {
        return Objects.requireNonNull(caller, "identified from the head");
    }

    Permitted permitted() {
        return Objects.requireNonNull(permitted, "decided from the head");
    }

    /** Null until it is admitted. */
    AdmitRequest.@Nullable Ticket ticket() {
        return ticket;
    }

    /** Whether a byte of it left for an endpoint. */
    boolean wasSent() {
        return sentTo != null;
    }

    /** A count of tokens uses none. */
    Usage usage() {
        return facts == null || head.api() == Api.COUNT_TOKENS ? Usage.UNKNOWN : facts.usage();
    }

    Route route() {
        return Objects.requireNonNull(route, "found when the route was planned");
    }

    InferenceRequest asked() {
        return Objects.requireNonNull(asked, "read from the body, and kept until a stream is on its way");
    }

    /** How it is said to each endpoint. */
    Wordings words() {
        return Objects.requireNonNull(words, "made when the route was found");
    }

    /** Whether the provider keeps something of it: then no byte of it is ever sent twice. */
    boolean isStateful() {
        return stateful;
    }

    Running running() {
        return Objects.requireNonNull(running, "told when it began");
    }

    int begun() {
        return begun;
    }

    @Nullable
    String streamRegion() {
        return streamRegion;
    }

    /** True once: whoever gets it ends the exchange. */
    boolean finish() {
        if (finished) {
            return false;
        }
        finished = true;
        return true;
    }

    ExchangeRecord record(int status, Outcome outcome, @Nullable Refusal refusal, long nowNanos) {
        boolean known = !jurisdiction.equals(Stamp.UNKNOWN);
        Candidate last = sentTo;
        return new ExchangeRecord(
                home,
                stamp(),
                at,
                trace.spanId(),
                trace.parentSpanId(),
                sampled(),
                snapshot.gateway().tls() != null,
                head.method(),
                head.api() == null
                        ? (head.isModels() ? "/v1/models" : Stamp.UNKNOWN)
                        : head.api().path(),
                route == null ? Stamp.UNKNOWN : route.name(),
                route == null ? null : askedModel,
                last == null ? null : last.endpoint().provider(),
                known && caller != null ? caller.tenant().name() : null,
                known ? head.session() : null,
                promptName,
                snapshot.digest(),
                snapshot.gateway().region().name(),
                status,
                outcome,
                refusal,
                attempts,
                facts == null || facts.id() == null ? null : bounded(facts.id()),
                facts == null || facts.fingerprint() == null ? null : versions.of(bounded(facts.fingerprint())),
                usage(),
                asksForStream,
                verdict != null && verdict.mismatch(),
                requestBytes,
                client.saidBytes(),
                waitedNanos,
                nowNanos - head.acceptedNanos(),
                since(head.acceptedNanos(), firstContentNanos),
                since(writtenNanos, firstContentNanos),
                since(head.acceptedNanos() + waitedBeforeSentNanos, handedOnNanos));
    }

    private static long since(long fromNanos, long toNanos) {
        return toNanos < 0 || fromNanos < 0 ? -1 : toNanos - fromNanos;
    }

    /** The attempts under way, as whoever ends them from outside sees them. */
    interface Running {

        /** The client left: the upstream is cancelled at once. */
        void clientLeft();

        /** What was written has left: reading may go on. */
        void writable();

        /** Ends it now, as broken. */
        void cut(Refusal refusal);
    }
}
