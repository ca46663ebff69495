package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.ReplyFacts;
import io.bailiwick.providers.UnaryReader;
import io.bailiwick.providers.UnreadableException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reply of one JSON object, or an error that the client has to read. */
final class RelayUnary implements RelayResponse {

    /** How much is held where the body cannot say where it ran. */
    private static final int HELD_BYTES = 64 << 10;

    private static final int MOST_PIECES = 1024;

    private final Attempt attempt;
    private final Exchange exchange;
    private final int status;
    private final HttpHeaders headers;
    private final Kind kind;
    private final int mostHeldBytes;
    private final UnaryReader reader;
    private final @Nullable InClientWords words;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    /** The same, once it has come in more pieces than are kept apart. */
    private @Nullable JoinedBytes joined;

    private final BufferedBytes.Share room;
    private @Nullable String judged;
    private boolean committed;
    private boolean discarded;

    /** {@code words} null: the endpoint speaks as the client does. */
    RelayUnary(
            Attempt attempt,
            AttemptUpstream step,
            @Nullable InClientWords words,
            int status,
            HttpHeaders headers,
            Kind kind) {
        this.attempt = attempt;
        this.words = words;
        this.exchange = attempt.exchange();
        this.status = status;
        this.headers = headers;
        this.kind = kind;
        this.mostHeldBytes =
                isHeldWhole() ? exchange.snapshot.gateway().limits().replyBytes() : HELD_BYTES;
        this.reader = step.languages.replyReaders().unary(attempt.wording().api());
        this.room = step.buffered.share();
    }

    @Override
    public void body(ByteBuf bytes) {
        if (discarded) {
            bytes.release();
            return;
        }
        reader.feed(bytes.nioBuffer());
        if (committed) {
            passOn(bytes);
            return;
        }
        if (!room.take(bytes.readableBytes())) {
            attempt.noRoom(); // which may still look at what is released next
            bytes.release();
            return;
        }
        hold(bytes);
        if (held.readableBytes() > mostHeldBytes) {
            overflow();
        }
    }

    private void passOn(ByteBuf bytes) {
        if (evidenceHolds()) {
            exchange.client.write(bytes);
        } else {
            bytes.release();
        }
    }

    /** Most replies come in one piece, which then needs no list of pieces. */
    private void hold(ByteBuf bytes) {
        if (joined != null) {
            joined = joined.and(bytes);
        } else if (held instanceof CompositeByteBuf pieces && pieces.numComponents() < MOST_PIECES) {
            pieces.addComponent(true, bytes);
        } else if (held instanceof CompositeByteBuf pieces) {
            joined = new JoinedBytes(exchange.client, pieces).and(bytes);
            held = joined.taken();
        } else if (held.isReadable()) {
            held = Unpooled.compositeBuffer(MOST_PIECES).addComponents(true, held, bytes);
        } else {
            held = bytes;
        }
    }

    private void overflow() {
        if (isHeldWhole()) {
            attempt.tooLarge();
        } else {
            commitEarly();
        }
    }

    /** Because its evidence may stand at its end, because its length must be told, or because it is said in other words. */
    private boolean isHeldWhole() {
        return kind == Kind.CARRIES_EVIDENCE || !exchange.head.chunkable() || words != null;
    }

    @Override
    public void readComplete() {
        if (!committed && kind == Kind.NAMES_MODEL && reader.modelRead() && !isHeldWhole()) {
            commitEarly();
        }
        if (committed) {
            exchange.client.flush();
        }
    }

    @Override
    public void end() {
        reader.end();
        ReplyFacts facts = reader.facts();
        exchange.learnt(facts);
        if (kind != Kind.ERROR && reader.malformed()) {
            if (committed) {
                attempt.brokenOff("the endpoint's reply is not one whole JSON object");
            } else {
                attempt.malformed();
            }
            return;
        }
        if (committed ? evidenceHolds() : commit(true, facts)) {
            attempt.served(clientStatus());
        }
    }

    /** One that was passed on before it was whole may say where it ran at its end. */
    private boolean evidenceHolds() {
        String stated = reader.statedGeo();
        if (Objects.equals(stated, judged)) {
            return true;
        }
        judged = stated;
        return attempt.judge(stated, kind != Kind.ERROR);
    }

    @Override
    public @Nullable String statedGeo() {
        return reader.statedGeo();
    }

    private int clientStatus() {
        return words == null
                ? status
                : UpstreamHead.statusFor(status, exchange.asked().api().dialect());
    }

    /** Puts what the client reads in the place of what the endpoint wrote; false where that is no reply of its dialect. */
    private boolean inClientWords() {
        if (words == null) {
            return true;
        }
        try {
            byte[] said = kind == Kind.ERROR ? words.error(status, held) : words.unary(held);
            held.release();
            held = Unpooled.wrappedBuffer(said);
            headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
            return true;
        } catch (UnreadableException unreadable) {
            attempt.cannotBeSaid();
            return false;
        }
    }

    private void commitEarly() {
        ReplyFacts facts = reader.facts();
        exchange.learnt(facts);
        commit(false, facts);
    }

    /** The head and what is held go out, if the evidence allows and the client can be told. */
    private boolean commit(boolean whole, ReplyFacts facts) {
        judged = facts.inferenceGeo();
        if (!attempt.judge(judged, kind != Kind.ERROR) || !inClientWords()) {
            return false;
        }
        committed = true;
        exchange.client.commit(clientStatus(), headers, exchange.stamp(), whole ? held.readableBytes() : -1);
        if (held.isReadable()) {
            exchange.client.write(held, room::giveBackAll); // held until the client has it, however slow it reads
        } else {
            held.release();
        }
        return true;
    }

    @Override
    public boolean isCommitted() {
        return committed;
    }

    @Override
    public void discard() {
        if (!discarded) {
            discarded = true;
            if (!committed) {
                room.giveBackAll();
                held.release();
            }
        }
    }

    /** What a body can tell before it is whole. */
    enum Kind {
        /** It says where it ran: held whole. */
        CARRIES_EVIDENCE,
        /** It says which model answered. */
        NAMES_MODEL,
        /** A 4xx that is the client's to read. */
        ERROR;

        static Kind of(Api api) {
            return api == Api.MESSAGES ? CARRIES_EVIDENCE : NAMES_MODEL;
        }
    }
}
