package io.bailiwick.providers.translate.reading;

import static java.util.Map.entry;

import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.conversation.Reasoning;
import io.bailiwick.providers.translate.conversation.Setting;
import io.bailiwick.providers.translate.conversation.Turn;
import io.bailiwick.providers.translate.json.JsonBody;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;
import io.bailiwick.providers.translate.json.JsonWalk;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Anthropic Messages. */
public final class ReadMessages {

    public static final Map<String, Setting> SETTINGS = Map.ofEntries(
            entry("max_tokens", Setting.MOST_OUTPUT),
            entry("temperature", Setting.TEMPERATURE),
            entry("top_p", Setting.TOP_P),
            entry("top_k", Setting.TOP_K),
            entry("stop_sequences", Setting.STOP));

    private final Draft draft = new Draft();
    private final ReadMessageBlocks messages = new ReadMessageBlocks(draft);
    private @Nullable JsonValue thinkingOff;
    private @Nullable JsonValue effort;

    private ReadMessages() {}

    public static Conversation read(JsonBody body) {
        ReadMessages reader = new ReadMessages();
        try (JsonWalk walk = body.walk()) {
            for (String key = walk.nextKey(); key != null; key = walk.nextKey()) {
                reader.member(key, walk);
            }
        }
        reader.reason();
        return reader.draft.done();
    }

    private void member(String key, JsonWalk walk) {
        Setting setting = SETTINGS.get(key);
        if (setting != null) {
            draft.set(setting, walk.flat());
            return;
        }
        switch (key) {
            // The boundary says where inference runs, whatever the client says.
            case "model", "stream", "inference_geo", "cache_control" -> walk.opaque();
            case "messages" -> {
                draft.turnsAt(walk.start());
                walk.elements(messages::read);
            }
            case "system" -> system(walk.value());
            case "tools" -> walk.elements(tool -> draft.tool(MessageTools.tool(tool)));
            case "tool_choice" -> MessageTools.choice(walk.value(), draft);
            case "thinking" -> thinking(walk.value().fields());
            case "output_config" -> outputConfig(walk.value().fields());
            case "output_format" -> draft.format(Formats.messages(walk.value()), walk.start());
            case "metadata" -> metadata(walk.value().fields());
            case "service_tier" -> tier(walk.value());
            case "speed" -> walk.value().only("standard");
            default -> throw walk.opaque().cannotSay();
        }
    }

    private void system(JsonValue value) {
        draft.first(new Turn.Instruction(value.start(), false, ReadMessageBlocks.texts(value)));
    }

    private void metadata(JsonFields fields) {
        JsonValue user = fields.take("user_id");
        if (user != null) {
            draft.set(Setting.USER, user);
        }
        fields.end();
    }

    private void tier(JsonValue value) {
        if (value.text().equals("standard_only")) {
            draft.set(Setting.STANDARD_TIER, value);
        } else {
            value.only("auto");
        }
    }

    private void outputConfig(JsonFields fields) {
        JsonValue format = fields.take("format");
        if (format != null) {
            draft.format(Formats.messages(format), format.start());
        }
        effort = fields.take("effort");
        fields.end();
    }

    /** Adaptive thinking is what a reasoning model does that is told nothing; a budget has no other word. */
    private void thinking(JsonFields fields) {
        JsonValue type = fields.need("type");
        JsonValue display = fields.take("display");
        if (display != null) {
            display.only("summarized");
        }
        switch (type.text()) {
            case "adaptive" -> {}
            case "disabled" -> thinkingOff = type;
            case "enabled" -> throw fields.need("budget_tokens").cannotSay();
            default -> throw type.cannotSay();
        }
        fields.end();
    }

    private void reason() {
        if (thinkingOff != null && effort != null) {
            throw effort.cannotSay();
        }
        if (thinkingOff != null) {
            draft.reasoning(new Reasoning(thinkingOff.start(), Reasoning.Effort.NONE, null));
        } else if (effort != null) {
            draft.reasoning(new Reasoning(effort.start(), Reasoning.Effort.of(effort), null));
        }
    }
}
