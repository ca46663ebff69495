package io.bailiwick.gateway.spine;

import io.bailiwick.config.Upstream;
import io.bailiwick.gateway.upstream.PermittedRequest;
import io.bailiwick.gateway.upstream.Transport;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.Provider;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.RetryOn;
import io.bailiwick.routing.health.Admission;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt at one candidate: sends it, watches its time, and hands its reply to whoever relays that kind. */
final class Attempt implements Transport.Listener {

    /** Who is at fault when an attempt ends early. */
    enum Blame {
        ENDPOINT,
        NOBODY
    }

    private final AttemptUpstream step;
    private final Exchange exchange;
    private final Attempts attempts;
    private final Candidate candidate;
    private final Upstream upstream;
    private final Wording wording;
    private final Admission.Ticket ticket;
    private final int number;
    private final long span;
    private final long startedNanos;
    private final Patience patience;
    private Transport.@Nullable Call call;
    private @Nullable RelayResponse relay;
    private @Nullable Integer status;
    private @Nullable String requestId;
    private @Nullable Reach hint;
    private boolean watchesProgress;
    private boolean over;

    Attempt(
            AttemptUpstream step,
            Exchange exchange,
            Attempts attempts,
            Candidate candidate,
            Upstream upstream,
            Admission.Ticket ticket,
            Patience patience,
            int number) {
        this.step = step;
        this.exchange = exchange;
        this.attempts = attempts;
        this.candidate = candidate;
        this.upstream = upstream;
        this.wording = exchange.words().of(candidate);
        this.ticket = ticket;
        this.patience = patience;
        this.number = number;
        this.span = TraceContext.drawn(step.random);
        this.startedNanos = step.nanoTime.getAsLong();
    }

    Candidate candidate() {
        return candidate;
    }

    /** How the request was said there, and so how the reply is to be understood. */
    Wording wording() {
        return wording;
    }

    Exchange exchange() {
        return exchange;
    }

    void send() {
        InferenceRequest asked = exchange.asked();
        PermittedRequest request = SpeakProvider.of(exchange, candidate, wording, upstream, attempts.timeouts(), span);
        Transport.Call begun = step.transport.call(exchange.client.loop(), request, this);
        call = begun;
        if (over) {
            begun.cancel();
        } else if (asked.stream() && !watchesProgress) {
            patience.begin(
                    attempts.timeouts().firstEvent().plus(attempts.timeouts().connect()), this::firstEventMissing);
        }
    }

    @Override
    public boolean mayLeave(long nowNanos) {
        if (over || withdrawnBecause() != null) {
            return false;
        }
        exchange.sentTo(candidate, nowNanos);
        return true;
    }

    /** What has changed since the plan: the policy in force, or this place's quarantine; null for nothing. */
    private @Nullable String withdrawnBecause() {
        String withdrawn = step.withdrawnNow(exchange, candidate);
        if (withdrawn != null) {
            return withdrawn;
        }
        if (!upstream.credential().isReady()) {
            return PassedOver.CREDENTIAL; // its token ended while the connection was made
        }
        return step.health
                        .quarantine()
                        .holds(candidate.key(), exchange.permitted().jurisdiction())
                ? PassedOver.QUARANTINED
                : null;
    }

    @Override
    public void written() {
        exchange.written(step.nanoTime.getAsLong());
    }

    @Override
    public void head(int answered, HttpHeaders headers) {
        if (over) {
            return;
        }
        status = answered;
        requestId = UpstreamHead.requestId(headers);
        hint = upstream.provider() == Provider.AZURE ? step.judgeReply.hint(candidate, headers) : null;
        UpstreamFault fault = UpstreamFault.of(answered, headers, wording.api().dialect(), step.clock);
        if (fault != null) {
            if (fault.isRefusedCredential()) {
                upstream.credential().refused();
            }
            fault.end(ticket);
            if (fault.kind() == null || attempts.movesOnAfter(fault.kind())) {
                moveOn(String.valueOf(answered), fault.kind());
                return;
            }
        }
        restIfSpent(headers);
        RelayResponse chosen = RelayResponse.of(this, step, answered, headers);
        if (chosen == null) {
            malformed();
            return;
        }
        exchange.served(UpstreamHead.servedModel(headers));
        relay = chosen;
    }

    /** A reply may say that it is the last for a while. */
    private void restIfSpent(HttpHeaders headers) {
        Duration rest = SpentLimit.rest(headers, wording.api().dialect(), step.clock);
        if (rest != null) {
            ticket.restsMeanwhile(rest);
        }
    }

    @Override
    public void body(ByteBuf bytes) {
        if (over || relay == null) {
            bytes.release();
            return;
        }
        relay.body(bytes);
    }

    @Override
    public void readComplete() {
        if (!over && relay != null) {
            relay.readComplete();
            if (!over && !exchange.client.isWritable() && call != null) {
                // A client that reads slowly is not the endpoint's delay.
                patience.pause();
                call.pause();
            }
        }
    }

    @Override
    public void end() {
        if (!over && relay != null) {
            relay.end();
        }
    }

    @Override
    public void failed(Transport.Failure failure) {
        if (over) {
            return;
        }
        if (relay != null && relay.isCommitted()) {
            if (relay.isComplete()) {
                relay.end();
            } else {
                brokenOff("the endpoint's reply broke off");
            }
            return;
        }
        if (failure.kind() == Transport.Kind.WITHDRAWN) {
            ticket.abandoned();
            close("withdrawn");
            String because = withdrawnBecause();
            attempts.withdrawn(this, because == null ? PassedOver.OUTSIDE : because);
            return;
        }
        if (failure.kind() == Transport.Kind.STOPPED) {
            stop(
                    Refusal.of(RefusalCode.GATEWAY_FAILED, "the gateway stopped the request at its own border"),
                    "stopped",
                    Blame.NOBODY);
            return;
        }
        if (failure.stale()) {
            ticket.abandoned();
            close("reset");
            boolean maySayAgain = !exchange.isStateful();
            if (!maySayAgain || !attempts.retryStale(this)) {
                attempts.moveOn(this, "reset", RetryOn.RESET, maySayAgain);
            }
            return;
        }
        ticket.failed();
        switch (failure.kind()) {
            case CONNECT -> moveOn("connect", RetryOn.CONNECT);
            case RESET -> moveOn("reset", RetryOn.RESET);
            default -> moveOn("malformed", RetryOn.RESET);
        }
    }

    // What the relay reports.

    /** A whole event came: the next may take as long again. Cheap, because it comes with every event. */
    void progressed() {
        patience.heard();
        if (!watchesProgress) {
            watchesProgress = true;
            patience.begin(attempts.timeouts().betweenEvents(), this::stalled);
        }
    }

    /** Whether events come, one of them within the second half of the request's time, and nothing but that is at an end. */
    boolean isHeardFrom() {
        return watchesProgress
                && patience.silentNanos() < attempts.timeouts().request().toNanos() / 2;
    }

    private void stalled() {
        if (!endsWhereComplete()) {
            stop(Refusal.of(RefusalCode.UPSTREAM_BROKEN, "the endpoint's stream stalled"), "timeout", Blame.ENDPOINT);
        }
    }

    /** Whether all of the reply has come, and nothing but its connection's silence: then it ends now, and well. */
    boolean endsWhereComplete() {
        if (over || relay == null || !relay.isComplete()) {
            return false;
        }
        relay.end();
        cancelCall();
        return true;
    }

    /** What came is no reply of this dialect; nothing of it reached the client, but a model may have run for it. */
    void malformed() {
        ticket.failed();
        moveOn("malformed", RetryOn.RESET);
    }

    /** The reply is sound, and the client's dialect has no words for it: a model ran, and its endpoint is not to blame. */
    void cannotBeSaid() {
        if (relay != null && relay.isCommitted()) {
            stop(
                    Refusal.of(RefusalCode.UPSTREAM_BROKEN, "the endpoint sent what cannot be said in this dialect"),
                    "malformed",
                    Blame.NOBODY);
        } else {
            ticket.abandoned();
            moveOn("malformed", RetryOn.RESET);
        }
    }

    /** A 200 whose first event is an error: the endpoint failed after it had begun. */
    void failedInStream() {
        ticket.failed();
        moveOn("error_event", RetryOn.SERVER_ERROR);
    }

    /** It cannot be held whole, so its evidence cannot be read: withheld. */
    void tooLarge() {
        if (saysOutside()) {
            return;
        }
        ticket.failed();
        close("too_large");
        cancelCall();
        attempts.hopeless(this, "reply_too_large");
    }

    /** This process holds as many bytes as it may; that is not the endpoint's fault. */
    void noRoom() {
        stop(
                Refusal.of(RefusalCode.OVERLOADED, "this gateway holds as many reply bytes as it may"),
                "cancelled",
                Blame.NOBODY);
    }

    /**
     * Compares the reply's own statement with the boundary; true where the reply may go to the client.
     *
     * @param stated what the reply says of where it ran
     * @param answers whether it is an answer; a 4xx about the request itself has nothing to prove
     */
    boolean judge(@Nullable String stated, boolean answers) {
        switch (step.judgeReply.of(exchange, candidate, stated, hint, answers)) {
            case OUTSIDE -> contradicted();
            case TOO_WEAK -> tooWeak();
            case ENOUGH -> {
                if (answers) {
                    ticket.answers();
                }
                return true;
            }
        }
        return false;
    }

    private void contradicted() {
        ticket.failed();
        boolean committed = relay != null && relay.isCommitted();
        close("contradicted");
        cancelCall();
        if (committed) {
            attempts.finished();
            step.finishExchange.broken(exchange, status == null ? 200 : status, Considered.contradiction(), sequence());
        } else {
            attempts.contradicted(this);
        }
    }

    private void tooWeak() {
        if (relay != null && relay.isCommitted()) {
            brokenOff("the endpoint's stream takes back what it said of where it runs");
        } else {
            ticket.failed();
            moveOn("evidence", RetryOn.RESET);
        }
    }

    /** The reply ended as it should. */
    void served(int clientStatus) {
        long now = step.nanoTime.getAsLong();
        ticket.succeeded();
        close(clientStatus < 400 ? "ok" : String.valueOf(clientStatus), now);
        attempts.finished();
        step.finishExchange.served(exchange, clientStatus, now);
    }

    /** The stream ended as its dialect ends one that failed: in the endpoint's own words. */
    void endedInError() {
        ticket.failed();
        close("error_event");
        attempts.finished();
        step.finishExchange.servedError(exchange, status == null ? 200 : status);
    }

    /** A stream's head went out. */
    void streams() {
        step.finishExchange.streams(exchange, exchange.stamp().region());
    }

    /** The head is out and the rest is not coming. */
    void brokenOff(String why) {
        stop(Refusal.of(RefusalCode.UPSTREAM_BROKEN, why), "reset", Blame.ENDPOINT);
    }

    // What ends it from outside.

    void stop(Refusal refusal, String result, Blame blame) {
        if (over || saysOutside()) {
            return;
        }
        boolean committed = relay != null && relay.isCommitted();
        long sequence = sequence();
        cancel(result, blame);
        attempts.finished();
        if (committed) {
            step.finishExchange.broken(exchange, status == null ? 200 : status, refusal, sequence);
        } else {
            step.finishExchange.refused(exchange, refusal);
        }
    }

    /** Nobody waits for it any more; that it came from outside, if it has said so, counts all the same. */
    void clientLeft() {
        String stated = over || relay == null ? null : relay.statedGeo();
        if (!over && (stated != null || hint != null)) {
            step.judgeReply.of(exchange, candidate, stated, hint, false);
        }
        cancel("cancelled", Blame.NOBODY);
    }

    private void cancel(String result, Blame blame) {
        if (over) {
            return;
        }
        if (blame == Blame.ENDPOINT) {
            ticket.failed();
        } else {
            ticket.abandoned();
        }
        close(result);
        cancelCall();
    }

    void resume() {
        if (patience.isPaused() && !over && call != null && exchange.client.isWritable()) {
            call.resume();
            patience.resume();
        }
    }

    private void firstEventMissing() {
        if (over || (relay != null && relay.isCommitted())) {
            return;
        }
        ticket.failed();
        moveOn("timeout", RetryOn.FIRST_EVENT);
    }

    /** Ends this attempt; a stateful request is not replayed once a byte of it may have left. */
    private void moveOn(String reason, @Nullable RetryOn kind) {
        if (saysOutside()) {
            return;
        }
        close(reason);
        cancelCall();
        boolean sent = kind != RetryOn.CONNECT;
        attempts.moveOn(this, reason, kind, !(sent && exchange.isStateful()));
    }

    /** What failed may have said where it ran before it did, and that counts as much; true where the attempt has ended for it. */
    private boolean saysOutside() {
        String stated = relay == null ? null : relay.statedGeo();
        return (stated != null || hint != null) && !judge(stated, false);
    }

    private void cancelCall() {
        if (call != null) {
            call.cancel();
        }
    }

    private long sequence() {
        return relay == null ? Client.NO_EVENTS : relay.sequence();
    }

    private void close(String reason) {
        close(reason, step.nanoTime.getAsLong());
    }

    private void close(String reason, long nowNanos) {
        over = true;
        patience.attemptEnded();
        if (relay != null) {
            relay.discard();
        }
        exchange.tried(new AttemptRecord(
                number,
                candidate,
                TraceContext.hex(span),
                UpstreamHead.result(reason),
                status,
                requestId,
                startedNanos - exchange.head.acceptedNanos(),
                nowNanos - startedNanos));
    }
}
