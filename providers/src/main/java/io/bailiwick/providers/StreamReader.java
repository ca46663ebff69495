package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Interprets whole events of one stream. An event is parsed only while something may still be learnt from it: until the
 * model has written, where counts or an error are in it, and where its type says so; of the others only the outer
 * braces are looked at.
 */
public final class StreamReader {

    private final Api api;
    private final boolean stripUsageChunk;
    private final JsonFactory factory;
    private final ThreadLocal<EventData> room;
    private final ReplyNotes notes;

    private boolean firstEventSeen;
    private boolean contentSeen;
    private boolean finished;
    private long lastSequence = -1;

    StreamReader(Api api, boolean stripUsageChunk, JsonFactory factory, ThreadLocal<EventData> room) {
        if (!api.canStream()) {
            throw new IllegalArgumentException(api.word() + " does not stream");
        }
        this.api = api;
        this.stripUsageChunk = stripUsageChunk;
        this.factory = factory;
        this.room = room;
        this.notes = new ReplyNotes(api.dialect());
    }

    /** Borrows {@code wholeEvent}, as {@link EventSplitter} cut it, and leaves the buffer's position alone. */
    public Event read(ByteBuffer wholeEvent) {
        EventData data = room.get();
        try {
            data.read(wholeEvent);
            return noted(data.isEmpty() ? Event.COMMENT : kind(data));
        } finally {
            data.putAway();
        }
    }

    private Event noted(Event event) {
        firstEventSeen |= event != Event.COMMENT && event != Event.MALFORMED;
        finished |= event == Event.END;
        if (event == Event.ERROR) {
            notes.error();
        }
        return event;
    }

    /** What is known so far. */
    public ReplyFacts facts() {
        return notes.facts();
    }

    /** Where the reply says that it ran, until now. */
    public @Nullable String statedGeo() {
        return notes.inferenceGeo();
    }

    /** Whether there was an event other than comments, pings and what could not be read. */
    public boolean firstEventSeen() {
        return firstEventSeen;
    }

    /** Whether the upstream has ended the reply in its own words, be it complete, incomplete or failed. */
    public boolean finished() {
        return finished;
    }

    /** The {@code sequence_number} that the next event of a Responses stream has. */
    public long nextSequence() {
        return lastSequence + 1;
    }

    private Event kind(EventData data) {
        if (api.dialect() == Dialect.OPENAI && data.is("[DONE]")) {
            return Event.END;
        }
        if (!data.hasBraces()) {
            return Event.MALFORMED;
        }
        return api == Api.CHAT || api == Api.COMPLETIONS ? chunk(data) : typed(data);
    }

    private Event chunk(EventData data) {
        boolean named = data.name().equals("error");
        if (contentSeen && !named && !saysMore(data)) {
            return Event.CONTENT;
        }
        ChunkShape shape = parse(data, "");
        if (shape == null) {
            return Event.MALFORMED;
        }
        if (named || shape.hasError()) {
            return Event.ERROR;
        }
        if (shape.isOnlyUsage()) {
            return stripUsageChunk ? Event.USAGE_ONLY : Event.OTHER;
        }
        contentSeen |= shape.hasContent();
        return shape.hasContent() ? Event.CONTENT : Event.OTHER;
    }

    private Event typed(EventData data) {
        String type = quickType(data);
        if (type == null || !firstEventSeen) {
            ChunkShape shape = parse(data, null);
            if (shape == null) {
                return Event.MALFORMED;
            }
            type = shape.type();
            if (type == null && shape.hasError()) {
                return Event.ERROR;
            }
            type = type == null ? data.name() : type; // the line before it says the same
            sequence(shape.sequence());
        } else {
            sequence(quickSequence(data));
        }
        return api == Api.RESPONSES ? responsesEvent(data, type) : messagesEvent(data, type);
    }

    private Event responsesEvent(EventData data, String type) {
        switch (type) {
            case "response.created", "response.queued", "response.in_progress" -> {
                return parse(data, "response") == null ? Event.MALFORMED : Event.OTHER;
            }
            case "response.completed", "response.incomplete" -> {
                return parse(data, "response") == null ? Event.MALFORMED : Event.END;
            }
            case "response.failed" -> {
                finished = parse(data, "response") != null;
                return finished ? Event.ERROR : Event.MALFORMED;
            }
            case "error" -> {
                return Event.ERROR;
            }
            default -> {
                return writes(data, type.endsWith(".delta"));
            }
        }
    }

    /** Until something is written, an event has to show it; {@code byName} is what its type promises after that. */
    private Event writes(EventData data, boolean byName) {
        if (contentSeen) {
            return byName ? Event.CONTENT : Event.OTHER;
        }
        ChunkShape shape = parse(data, null);
        if (shape == null) {
            return Event.MALFORMED;
        }
        contentSeen = shape.hasContent();
        return contentSeen ? Event.CONTENT : Event.OTHER;
    }

    private Event messagesEvent(EventData data, String type) {
        return switch (type) {
            case "message_start" -> messageStart(data);
            case "message_delta" -> parse(data, "") == null ? Event.MALFORMED : Event.OTHER;
            case "content_block_start" -> writes(data, false);
            case "content_block_delta" -> writes(data, true);
            case "message_stop" -> Event.END;
            case "ping" -> Event.COMMENT;
            case "error" -> Event.ERROR;
            default -> Event.OTHER;
        };
    }

    private Event messageStart(EventData data) {
        boolean read = parse(data, "message") != null;
        notes.begun();
        return read ? Event.OTHER : Event.MALFORMED;
    }

    /** Parses the data as one object, noting what stands under {@code root} unless that is null. */
    private @Nullable ChunkShape parse(EventData data, @Nullable String root) {
        ChunkShape shape = new ChunkShape();
        notes.nextEvent();
        ReplyPath path = root == null ? null : new ReplyPath(notes, root);
        try (JsonParser parser = factory.createParser(data.bytes(), 0, data.length())) {
            ParsedScalar scalar = new ParsedScalar(parser);
            int depth = 0;
            boolean ended = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (ended) {
                    return null;
                }
                shape.take(token, parser);
                if (path != null && !path.take(token, scalar)) {
                    return null;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                ended = depth == 0;
            }
            return ended ? shape : null;
        } catch (IOException | UnreadableException e) {
            return null;
        }
    }

    /** Most events have neither word in them, and are looked through once. */
    private static boolean saysMore(EventData data) {
        return data.hasUsageOrError()
                && (hasValue(data, "\"usage\"") || hasValue(data, "\"error\"") || isErrorObject(data));
    }

    /** Whether it is an object that calls itself an error, as vLLM's are. */
    private static boolean isErrorObject(EventData data) {
        int value = data.valueOf("\"object\"", 0);
        return value >= 0 && data.indexOf("\"error\"", value) == value;
    }

    /** Whether the key stands there with anything but null. */
    private static boolean hasValue(EventData data, String quotedKey) {
        for (int at = data.valueOf(quotedKey, 0); at >= 0; at = data.valueOf(quotedKey, at)) {
            if (at >= data.length() || data.bytes()[at] != 'n') {
                return true;
            }
        }
        return false;
    }

    /** The object's {@code type} where that is its first key, as it is at every known provider. */
    private static @Nullable String quickType(EventData data) {
        int key = data.skipSpaces(data.skipSpaces(0) + 1);
        if (data.indexOf("\"type\"", key) != key) {
            return null;
        }
        int value = data.valueOf("\"type\"", key);
        if (value < 0 || value >= data.length() || data.bytes()[value] != '"') {
            return null;
        }
        int end = value + 1;
        while (end < data.length() && data.bytes()[end] != '"' && data.bytes()[end] != '\\') {
            end++;
        }
        boolean plain = end < data.length() && data.bytes()[end] == '"';
        return plain ? new String(data.bytes(), value + 1, end - value - 1, StandardCharsets.UTF_8) : null;
    }

    private static long quickSequence(EventData data) {
        int at = data.valueOf("\"sequence_number\"", 0);
        long number = -1;
        for (int digits = 0; at >= 0 && at < data.length() && digits < 18; at++, digits++) {
            byte b = data.bytes()[at];
            if (b < '0' || b > '9') {
                break;
            }
            number = Math.max(number, 0) * 10 + (b - '0');
        }
        return number;
    }

    private void sequence(long number) {
        lastSequence = Math.max(lastSequence, number);
    }
}
