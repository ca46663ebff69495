package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteBufferFeeder;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a unary reply as it passes, without holding it. */
public final class UnaryReader {

    private final JsonParser parser;
    private final ByteBufferFeeder feeder;
    private final ReplyNotes notes;
    private final ReplyPath path;
    private boolean malformed;
    private boolean atEnd;

    UnaryReader(Api api, JsonFactory factory) {
        try {
            this.parser = factory.createNonBlockingByteBufferParser();
        } catch (IOException e) {
            throw new IllegalStateException("a parser without input does no I/O", e);
        }
        this.feeder = (ByteBufferFeeder) parser.getNonBlockingInputFeeder();
        this.notes = new ReplyNotes(api.dialect());
        this.path = new ReplyPath(notes, "");
    }

    /** Borrows {@code bytes}: reads what remains and leaves the buffer's position alone. */
    public void feed(ByteBuffer bytes) {
        if (malformed || atEnd || !bytes.hasRemaining()) {
            return;
        }
        try {
            feeder.feedInput(bytes.duplicate());
            drain();
        } catch (IOException e) {
            malformed = true;
        }
    }

    /** Says that no more bytes will come. */
    public void end() {
        if (atEnd) {
            return;
        }
        atEnd = true;
        if (!malformed) {
            try {
                feeder.endOfInput();
                drain();
                malformed |= !path.ended();
            } catch (IOException e) {
                malformed = true;
            }
        }
        close();
    }

    public ReplyFacts facts() {
        return notes.facts();
    }

    public boolean modelRead() {
        return notes.modelKnown();
    }

    /** Whether it is not one JSON object, or, once it ended, not a whole one. */
    public boolean malformed() {
        return malformed;
    }

    private void drain() throws IOException {
        JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.NOT_AVAILABLE) {
            if (!path.take(token, parser)) {
                malformed = true;
                return;
            }
            token = parser.nextToken();
        }
    }

    private void close() {
        try {
            parser.close();
        } catch (IOException e) {
            malformed = true;
        }
    }
}
