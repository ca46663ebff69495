package io.bailiwick.providers.translate.reply;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of Anthropic's as it was read: a whole one, or the beginning that its stream's first event has. */
final class MessageRead {

    private final UsageRead usage;
    private final MessageStop stop = new MessageStop();
    private final List<MessageBlock> content = new ArrayList<>(1);
    private @Nullable String type;
    private @Nullable String id;
    private @Nullable String model;

    MessageRead(UsageRead usage) {
        this.usage = usage;
    }

    void member(JsonIn in, String key) {
        switch (key) {
            case "type" -> type = in.string();
            case "id" -> id = in.string();
            case "model" -> model = in.string();
            case "content" -> in.array(() -> content.add(MessageBlock.read(in)));
            case "usage" -> usage.read(in);
            default -> stop.member(in, key);
        }
    }

    @Nullable
    String type() {
        return type;
    }

    @Nullable
    String id() {
        return id;
    }

    @Nullable
    String model() {
        return model;
    }

    List<MessageBlock> content() {
        return content;
    }

    MessageStop stop() {
        return stop;
    }
}
