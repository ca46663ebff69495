package io.bailiwick.gateway.spine;

import io.bailiwick.config.Limits;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Event;
import io.bailiwick.providers.EventSplitter;
import io.bailiwick.providers.StreamReader;
import io.bailiwick.providers.UnreadableException;
import io.bailiwick.providers.translate.StreamTranslation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events. Only whole events reach the client, so that a stream that breaks can still end in words; the head
 * waits for the first of them, because that is where a stream can say which model serves it, and where.
 */
final class RelayStream implements RelayResponse {

    private static final byte[] EMPTY_COMMENT = {':', '\n', '\n'};

    /** Pieces, before they are copied into one. */
    private static final int MOST_HELD = 1024;

    private final Attempt attempt;
    private final Exchange exchange;
    private final LongSupplier nanoTime;
    private final Limits limits;
    /** For what is torn or held. */
    private final BufferedBytes.Share room;

    private final int status;
    /** The endpoint's, until they are said: a stream lasts, and keeps nothing that it does not need. */
    private @Nullable HttpHeaders headers;

    private final EventSplitter splitter = new EventSplitter();
    private final StreamReader reader;
    /** Whether an error is the last event of the client's dialect; a chat has an end of its own behind it. */
    private final boolean errorEnds;

    private final @Nullable StreamTranslation translation;
    /** What came before the first event that commits; null where nothing did. */
    private @Nullable CompositeByteBuf held;

    /** Null between events. */
    private @Nullable JoinedBytes torn;
    /** Bytes of the read under way that the client gets as they are. */
    private int passing;

    private boolean committed;
    private boolean discarded;
    private boolean erred;
    private @Nullable String judged;

    /** {@code words} null: the endpoint speaks as the client does. */
    RelayStream(Attempt attempt, AttemptUpstream step, @Nullable InClientWords words, int status, HttpHeaders headers) {
        this.attempt = attempt;
        this.exchange = attempt.exchange();
        this.nanoTime = step.nanoTime;
        this.limits = exchange.snapshot.gateway().limits();
        this.room = step.buffered.share();
        this.status = status;
        this.headers = headers;
        this.translation = words == null ? null : words.stream();
        this.errorEnds = exchange.asked().api() != Api.CHAT && exchange.asked().api() != Api.COMPLETIONS;
        boolean stripUsageChunk = words == null && !exchange.asked().wantsUsageChunk();
        this.reader = step.languages.replyReaders().stream(attempt.wording().api(), stripUsageChunk);
    }

    @Override
    public void body(ByteBuf bytes) {
        if (discarded) {
            bytes.release();
            return;
        }
        EventRoom reading = EventRoom.with(bytes);
        try {
            eventsEnding(reading.view(), bytes);
        } finally {
            reading.putAway();
        }
        if (discarded) {
            bytes.release();
            return;
        }
        if (passing > 0 && passing == bytes.readableBytes()) {
            passing = 0;
            exchange.client.write(bytes);
            return;
        }
        passOn(bytes);
        if (!bytes.isReadable()) {
            bytes.release();
            return;
        }
        if (!room.take(bytes.readableBytes())) {
            bytes.release();
            attempt.noRoom();
            return;
        }
        torn = torn == null ? new JoinedBytes(exchange.client, bytes) : torn.and(bytes);
        if (torn.readableBytes() > limits.eventBytes()) {
            tooLong(torn);
        }
    }

    private void eventsEnding(ByteBuffer piece, ByteBuf bytes) {
        int begin = 0;
        int limit = piece.limit();
        int end;
        while (!discarded && (end = splitter.end(piece)) >= 0) {
            piece.limit(end);
            whole(bytes, piece, end - begin);
            begin = end;
            piece.limit(limit).position(begin);
        }
    }

    /**
     * An event ends in {@code bytes}, and {@code piece} is its part of them. Those that the client gets as they came, one after
     * the other, are only counted, and leave together.
     */
    private void whole(ByteBuf bytes, ByteBuffer piece, int length) {
        if (torn != null) {
            room.giveBack(torn.readableBytes());
            joined(torn.and(bytes.readRetainedSlice(length)).taken());
            return;
        }
        Event kind = read(piece);
        if (committed && translation == null && passes(kind) && Objects.equals(reader.statedGeo(), judged)) {
            attempt.progressed();
            contentCame(kind);
            passing += length;
        } else {
            passOn(bytes);
            event(kind, bytes.readRetainedSlice(length));
        }
    }

    /** Consumes {@code event}, which was torn. */
    private void joined(ByteBuf event) {
        torn = null;
        event(kindOf(event), event);
    }

    private Event kindOf(ByteBuf joined) {
        EventRoom reading = EventRoom.with(joined);
        try {
            return read(reading.view());
        } finally {
            reading.putAway();
        }
    }

    /** Behind its end nothing of a stream is the client's; what it says there of where it ran counts all the same. */
    private Event read(ByteBuffer whole) {
        boolean over = isOver();
        Event kind = reader.read(whole);
        return over ? Event.USAGE_ONLY : kind;
    }

    private static boolean passes(Event kind) {
        return kind == Event.CONTENT || kind == Event.OTHER || kind == Event.COMMENT || kind == Event.END;
    }

    private void passOn(ByteBuf bytes) {
        if (passing > 0) {
            exchange.client.write(bytes.readRetainedSlice(passing));
            passing = 0;
        }
    }

    private void contentCame(Event kind) {
        if (kind == Event.CONTENT && exchange.awaitsContent()) {
            exchange.firstContent(nanoTime.getAsLong());
        }
    }

    private void tooLong(JoinedBytes half) {
        if (isOver()) {
            room.giveBack(half.readableBytes());
            half.release();
            torn = null;
        } else if (committed) {
            attempt.brokenOff("the endpoint sent an event longer than this gateway takes");
        } else {
            attempt.malformed();
        }
    }

    /** Consumes {@code event}, one whole event. */
    private void event(Event kind, ByteBuf event) {
        if (committed) {
            if (!isOver()) {
                attempt.progressed(); // behind its end nobody waits for more
            }
            if (!evidenceHolds()) {
                event.release();
                return;
            }
        }
        if (translation == null || kind == Event.MALFORMED || kind == Event.USAGE_ONLY) {
            take(kind, event);
        } else {
            inClientWords(translation, kind, event);
        }
    }

    /** Consumes {@code event}; what it says of itself was read from the endpoint's own bytes. */
    private void inClientWords(StreamTranslation translation, Event kind, ByteBuf event) {
        byte[] said;
        try {
            said = InClientWords.event(translation, event.nioBuffer());
        } catch (UnreadableException unreadable) {
            event.release();
            if (evidenceHolds()) {
                attempt.cannotBeSaid();
            }
            return;
        }
        event.release();
        // A ping is nothing in another dialect, and a sign of life in each.
        byte[] told = said.length == 0 && kind == Event.COMMENT ? EMPTY_COMMENT : said;
        take(
                kind,
                told.length == 0
                        ? Unpooled.EMPTY_BUFFER
                        : exchange.client.allocate(told.length).writeBytes(told));
    }

    /** Consumes {@code event}, in the client's words. */
    private void take(Event kind, ByteBuf event) {
        switch (kind) {
            case MALFORMED -> {
                event.release();
                if (committed) {
                    attempt.brokenOff("the endpoint sent an event that cannot be read");
                } else {
                    attempt.malformed();
                }
            }
            case USAGE_ONLY -> event.release();
            case ERROR -> {
                if (!committed) {
                    event.release();
                    attempt.failedInStream();
                } else {
                    erred = true;
                    write(event);
                }
            }
            case COMMENT -> write(event);
            case CONTENT, OTHER, END -> {
                contentCame(kind);
                if (committed || commit()) {
                    write(event);
                } else {
                    event.release();
                }
            }
        }
    }

    /** Consumes {@code event}. */
    private void write(ByteBuf event) {
        if (!event.isReadable()) {
            event.release();
        } else if (committed) {
            exchange.client.write(event);
        } else if (!room.take(event.readableBytes())) {
            event.release();
            attempt.noRoom();
        } else {
            CompositeByteBuf before = held == null ? Unpooled.compositeBuffer(MOST_HELD) : held;
            held = before.addComponent(true, event);
            if (before.readableBytes() > limits.eventBytes()) {
                attempt.malformed();
            }
        }
    }

    /** A stream may say where it runs more than once; what it says later counts as much. */
    private boolean evidenceHolds() {
        String stated = reader.statedGeo();
        if (Objects.equals(stated, judged)) {
            return true;
        }
        judged = stated;
        return attempt.judge(stated, true);
    }

    private boolean commit() {
        exchange.learnt(reader.facts());
        judged = reader.statedGeo();
        if (!attempt.judge(judged, true)) {
            return false;
        }
        committed = true;
        attempt.progressed();
        exchange.client.commit(status, Objects.requireNonNull(headers, "said once"), exchange.stamp(), -1);
        headers = null;
        attempt.streams();
        if (held != null) {
            room.giveBack(held.readableBytes());
            exchange.client.write(held);
            held = null;
        }
        return true;
    }

    @Override
    public void readComplete() {
        if (committed) {
            exchange.client.flush();
        }
    }

    @Override
    public void end() {
        if (torn != null && splitter.isWhole()) {
            room.giveBack(torn.readableBytes()); // ended by a CR, behind which an LF might have come
            joined(torn.taken());
        }
        if (discarded) {
            return;
        }
        exchange.learnt(reader.facts());
        if (!committed) {
            attempt.malformed();
        } else if (erred && isComplete()) {
            attempt.endedInError();
        } else if (isComplete()) {
            attempt.served(status);
        } else {
            attempt.brokenOff("the endpoint's stream ended before it was complete");
        }
    }

    @Override
    public boolean isCommitted() {
        return committed;
    }

    @Override
    public boolean isComplete() {
        return committed && isOver();
    }

    /** By its last event, or an error where that is the last; half an event behind it changes nothing. */
    private boolean isOver() {
        return reader.finished() || (erred && errorEnds);
    }

    @Override
    public @Nullable String statedGeo() {
        return reader.statedGeo();
    }

    @Override
    public long sequence() {
        if (erred) {
            return Client.NO_EVENTS; // the client has read that it failed, and no dialect says so twice
        }
        return translation == null ? reader.nextSequence() : translation.nextSequence();
    }

    @Override
    public void discard() {
        if (!discarded) {
            discarded = true;
            if (torn != null) {
                torn.release();
                torn = null;
            }
            if (held != null) {
                held.release();
                held = null;
            }
            room.giveBackAll();
            exchange.learnt(reader.facts());
        }
    }
}
