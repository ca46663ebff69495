package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteBufferFeeder;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a unary reply as it passes.
 *
 * <p>Most replies come in one piece, which a scanner reads faster than a parser that must be ready for more: the first
 * piece waits, where it is, until a second comes, somebody asks, or it was the last.
 */
public final class UnaryReader {

    private static final int MOST_WAITING_BYTES = 64 << 10;

    private final ThreadLocal<ReplyTools> tools;
    private final JsonFactory factory;
    private final ReplyNotes notes;
    private ReplyPath path;
    private @Nullable ByteBuffer first;
    private @Nullable Pieces pieces;
    private boolean malformed;
    private boolean atEnd;

    UnaryReader(Api api, ThreadLocal<ReplyTools> tools, JsonFactory factory) {
        this.tools = tools;
        this.factory = factory;
        this.notes = new ReplyNotes(api.dialect());
        this.path = new ReplyPath(notes, "");
    }

    /**
     * Reads what remains and leaves the buffer's position alone. Borrows {@code bytes} of the first piece until it is
     * asked something or told more, those of others until this returns.
     */
    public void feed(ByteBuffer bytes) {
        if (malformed || atEnd || !bytes.hasRemaining()) {
            return;
        }
        if (first == null && pieces == null && bytes.remaining() <= MOST_WAITING_BYTES) {
            first = bytes;
            return;
        }
        readFirst();
        more(bytes.duplicate());
    }

    /** Says that no more bytes will come. */
    public void end() {
        if (atEnd) {
            return;
        }
        atEnd = true;
        ByteBuffer whole = first;
        first = null;
        if (malformed) {
            close();
        } else if (pieces != null) {
            endPieces(pieces);
        } else {
            malformed = whole == null || !isOneObject(whole);
        }
    }

    public ReplyFacts facts() {
        readFirst();
        return notes.facts();
    }

    /** Where the reply says that it ran, until now. */
    public @Nullable String statedGeo() {
        readFirst();
        return notes.inferenceGeo();
    }

    public boolean modelRead() {
        readFirst();
        return notes.modelKnown();
    }

    /** Whether it is not one JSON object, or, once it ended, not a whole one. */
    public boolean malformed() {
        readFirst();
        return malformed;
    }

    private void readFirst() {
        ByteBuffer waiting = first;
        first = null;
        if (waiting != null) {
            more(waiting.duplicate());
        }
    }

    private void more(ByteBuffer bytes) {
        if (malformed) {
            return;
        }
        try {
            Pieces reading = pieces;
            if (reading == null) {
                reading = Pieces.of(factory);
                pieces = reading;
            }
            reading.feeder.feedInput(bytes);
            drain(reading.parser, reading.scalar);
        } catch (IOException | UnreadableException e) {
            malformed = true;
        }
    }

    private void endPieces(Pieces reading) {
        try {
            reading.feeder.endOfInput();
            drain(reading.parser, reading.scalar);
            malformed |= !path.ended();
        } catch (IOException | UnreadableException e) {
            malformed = true;
        }
        close();
    }

    private boolean isOneObject(ByteBuffer whole) {
        ReplyTools own = tools.get();
        try {
            byte[] bytes = own.copyOf(whole);
            int to = whole.remaining();
            int from = Utf8.startsWithByteOrderMark(bytes) ? Utf8.BYTE_ORDER_MARK_BYTES : 0;
            return scan(own.scanner().over(bytes, from, to)) || parse(bytes, from, to);
        } finally {
            own.putAway();
        }
    }

    private boolean scan(JsonScanner scanner) {
        try {
            return new ReplyScan(scanner, notes).isOneObject();
        } catch (UnreadableException e) {
            return false;
        }
    }

    /** Lets some pass in strings that is not UTF-8: where nothing is decided by it, a reply is not lost for it. */
    private boolean parse(byte[] bytes, int from, int to) {
        path = new ReplyPath(notes, "");
        try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
            drain(parser, new ParsedScalar(parser));
            return !malformed && path.ended();
        } catch (IOException | UnreadableException e) {
            return false;
        }
    }

    private void drain(JsonParser parser, JsonScalar scalar) throws IOException {
        JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.NOT_AVAILABLE) {
            if (!path.take(token, scalar)) {
                malformed = true;
                return;
            }
            token = parser.nextToken();
        }
    }

    private void close() {
        if (pieces != null) {
            try {
                pieces.parser.close();
            } catch (IOException e) {
                malformed = true;
            }
        }
    }

    /** A parser that can be told more. */
    private record Pieces(JsonParser parser, ByteBufferFeeder feeder, ParsedScalar scalar) {
        static Pieces of(JsonFactory factory) throws IOException {
            JsonParser parser = factory.createNonBlockingByteBufferParser();
            return new Pieces(parser, (ByteBufferFeeder) parser.getNonBlockingInputFeeder(), new ParsedScalar(parser));
        }
    }
}
