package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.conversation.Format;
import io.bailiwick.providers.translate.conversation.Reasoning;
import io.bailiwick.providers.translate.conversation.Setting;
import io.bailiwick.providers.translate.conversation.Tool;
import io.bailiwick.providers.translate.conversation.ToolUse;
import io.bailiwick.providers.translate.conversation.Turn;
import io.bailiwick.providers.translate.json.CannotSayException;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation that is being read, in whatever order its body has the keys. */
final class Draft {

    private final List<Turn> turns = new ArrayList<>();
    private final List<Tool> tools = new ArrayList<>();
    private final Map<Setting, JsonValue> settings = new EnumMap<>(Setting.class);
    private int at;
    private ToolUse.@Nullable Choice choice;
    private boolean oneAtATime;
    private @Nullable Format format;
    private @Nullable Reasoning reasoning;

    /** Keeps what says something; of two limits the lower one holds, another setting's second word must say the same. */
    void set(Setting setting, JsonValue value) {
        if (!setting.fits(value)) {
            throw value.cannotSay();
        }
        if (setting.saysNothing(value)) {
            return;
        }
        JsonValue before = settings.get(setting);
        if (before == null) {
            settings.put(setting, value);
        } else if (setting == Setting.MOST_OUTPUT) {
            settings.put(setting, value.number() < before.number() ? value : before);
        } else if (!before.sameBytes(value)) {
            throw value.cannotSay();
        }
    }

    /** Where the turns stand. */
    void turnsAt(int start) {
        at = start;
    }

    void turn(Turn turn) {
        turns.add(turn);
    }

    /** Before everything that was or will be read. */
    void first(Turn turn) {
        turns.add(0, turn);
    }

    void tool(Tool tool) {
        tools.add(tool);
    }

    void choice(ToolUse.@Nullable Choice chosen) {
        choice = chosen;
    }

    void oneAtATime() {
        oneAtATime = true;
    }

    /** Refuses a second one: Messages has two fields for it. {@code at} is where this one stands. */
    void format(@Nullable Format wanted, int at) {
        if (format != null && wanted != null) {
            throw new CannotSayException(at);
        }
        format = wanted == null ? format : wanted;
    }

    void reasoning(@Nullable Reasoning wanted) {
        reasoning = wanted;
    }

    @Nullable
    Reasoning reasoning() {
        return reasoning;
    }

    Conversation done() {
        if (turns.isEmpty()) {
            throw new CannotSayException(at);
        }
        Turn last = turns.get(turns.size() - 1);
        if (last instanceof Turn.Answered) {
            // One dialect goes on from there, another begins anew.
            throw new CannotSayException(last.at());
        }
        return new Conversation(at, turns, new ToolUse(tools, choice, oneAtATime), settings, format, reasoning);
    }
}
