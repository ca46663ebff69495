package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.UnreadableException;
import org.jspecify.annotations.Nullable;

/** One event of Anthropic's stream as it was read: which of its members count depends on its type. */
final class MessageEvent {

    private final UsageRead usage;
    private final MessageStop stop = new MessageStop();
    private final MessageDelta delta = new MessageDelta();
    private @Nullable String type;
    private @Nullable Long index;
    private @Nullable MessageRead message;
    private @Nullable MessageBlock block;
    private @Nullable ErrorWords error;

    MessageEvent(UsageRead usage) {
        this.usage = usage;
    }

    void member(JsonIn in, String key) {
        switch (key) {
            case "type" -> type = in.string();
            case "index" -> index = in.count();
            case "message" -> {
                MessageRead read = new MessageRead(usage);
                message = in.object(inner -> read.member(in, inner)) ? read : null;
            }
            case "content_block" -> block = MessageBlock.read(in);
            case "delta" -> in.object(inner -> delta(in, inner));
            case "usage" -> usage.read(in);
            case "error" -> error = ErrorRead.inside(in, 0);
            default -> {
                // A provider's own addition.
            }
        }
    }

    private void delta(JsonIn in, String key) {
        if (!delta.member(in, key)) {
            stop.member(in, key);
        }
    }

    @Nullable
    String type() {
        return type;
    }

    int index() {
        if (index == null || index > Integer.MAX_VALUE) {
            throw missing("index");
        }
        return index.intValue();
    }

    MessageRead message() {
        if (message == null) {
            throw missing("message");
        }
        return message;
    }

    MessageBlock block() {
        if (block == null) {
            throw missing("content_block");
        }
        return block;
    }

    MessageDelta delta() {
        return delta;
    }

    MessageStop stop() {
        return stop;
    }

    ErrorWords error() {
        return error == null ? new ErrorWords(0, null, null, null, null) : error;
    }

    private static UnreadableException missing(String key) {
        return new UnreadableException("an event lacks what its type promises", key);
    }
}
