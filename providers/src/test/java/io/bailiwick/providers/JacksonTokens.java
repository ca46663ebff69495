package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The same tokens as Jackson reads them: what the scanner is held against. */
final class JacksonTokens implements JsonTokens {

    private final JsonParser parser;
    /** Jackson counts from where it begins. */
    private final int from;

    private JacksonTokens(JsonParser parser, int from) {
        this.parser = parser;
        this.from = from;
    }

    static JacksonTokens of(byte[] bytes, JsonLimits limits) {
        return from(bytes, 0, limits);
    }

    static JacksonTokens from(byte[] bytes, int from, JsonLimits limits) {
        try {
            return new JacksonTokens(limits.factory().createParser(bytes, from, bytes.length - from), from);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private interface Call<T> {
        T get() throws IOException;
    }

    private <T> T read(Call<T> call) {
        try {
            return call.get();
        } catch (StreamConstraintsException e) {
            throw new UnreadableException("the body's JSON is over a limit at byte " + offset(), null);
        } catch (IOException e) {
            throw new UnreadableException("the body is not JSON at byte " + offset(), null);
        }
    }

    private long offset() {
        return parser.currentLocation().getByteOffset();
    }

    @Override
    public @Nullable JsonToken next() {
        return this.<@Nullable JsonToken>read(parser::nextToken);
    }

    @Override
    public JsonToken token() {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IllegalStateException("no token has been read");
        }
        return token;
    }

    @Override
    public Key key() {
        String name = parser.getParsingContext().getCurrentName();
        if (name == null) {
            throw new IllegalStateException("no field has been reached");
        }
        return KnownWords.key(name);
    }

    @Override
    public String text() {
        return read(parser::getText);
    }

    @Override
    public void skipTo(int bracket) {
        skip();
    }

    @Override
    public long wholeNumber() {
        return new ParsedScalar(parser).wholeNumber();
    }

    @Override
    public void skip() {
        read(parser::skipChildren);
    }

    @Override
    public int start() {
        return from + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    @Override
    public int end() {
        return read(() -> {
            parser.finishToken();
            return from + Math.toIntExact(offset());
        });
    }

    @Override
    public String path() {
        StringBuilder path = new StringBuilder();
        append(parser.getParsingContext(), path);
        return path.toString();
    }

    private static void append(@Nullable JsonStreamContext context, StringBuilder path) {
        if (context == null || context.inRoot()) {
            return;
        }
        append(context.getParent(), path);
        if (context.inArray()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        } else if (context.hasCurrentName()) {
            String name = context.getCurrentName();
            path.append(path.length() == 0 ? "" : ".").append(name.length() > 80 ? name.substring(0, 80) : name);
        }
    }
}
