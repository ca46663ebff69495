package io.bailiwick.providers.translate.conversation;

import io.bailiwick.providers.translate.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request in no dialect: what was said so far, the tools, and how to answer. */
public record Conversation(
        int at,
        List<Turn> turns,
        ToolUse tools,
        Map<Setting, JsonValue> settings,
        @Nullable Format format,
        @Nullable Reasoning reasoning) {

    public Conversation {
        turns = List.copyOf(turns);
        settings = Map.copyOf(settings);
    }

    /** The first turn after the user last spoke: from there on thoughts belong to the answer that is being given. */
    public int answering() {
        int first = 0;
        for (int i = 0; i < turns.size(); i++) {
            boolean besideResults = i > 0 && turns.get(i - 1) instanceof Turn.Result;
            if (turns.get(i) instanceof Turn.Asked && !besideResults) {
                first = i + 1;
            }
        }
        return first;
    }
}
