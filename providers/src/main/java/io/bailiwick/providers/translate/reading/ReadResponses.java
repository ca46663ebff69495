package io.bailiwick.providers.translate.reading;

import static java.util.Map.entry;

import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.conversation.Reasoning;
import io.bailiwick.providers.translate.conversation.Setting;
import io.bailiwick.providers.translate.conversation.Shown;
import io.bailiwick.providers.translate.conversation.Turn;
import io.bailiwick.providers.translate.json.JsonBody;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;
import io.bailiwick.providers.translate.json.JsonWalk;
import java.util.List;
import java.util.Map;

/** Reads OpenAI Responses. */
public final class ReadResponses {

    public static final Map<String, Setting> SETTINGS = Map.ofEntries(
            entry("max_output_tokens", Setting.MOST_OUTPUT),
            entry("temperature", Setting.TEMPERATURE),
            entry("top_p", Setting.TOP_P),
            entry("user", Setting.USER),
            entry("safety_identifier", Setting.USER),
            entry("prompt_cache_key", Setting.CACHE_KEY));

    private final Draft draft = new Draft();
    private final ReadItems items = new ReadItems(draft);

    private ReadResponses() {}

    public static Conversation read(JsonBody body) {
        ReadResponses reader = new ReadResponses();
        try (JsonWalk walk = body.walk()) {
            for (String key = walk.nextKey(); key != null; key = walk.nextKey()) {
                reader.member(key, walk);
            }
        }
        return reader.draft.done();
    }

    private void member(String key, JsonWalk walk) {
        Setting setting = SETTINGS.get(key);
        if (setting != null) {
            draft.set(setting, walk.flat());
            return;
        }
        switch (key) {
            case "model", "stream" -> walk.opaque();
            case "input" -> input(walk);
            case "instructions" -> instructions(walk.value().asText());
            case "tools" -> walk.elements(tool -> draft.tool(ItemTools.tool(tool)));
            case "tool_choice" -> draft.choice(ItemTools.choice(walk.value()));
            case "parallel_tool_calls" -> {
                if (!walk.value().flag()) {
                    draft.oneAtATime();
                }
            }
            case "text" -> text(walk.value().fields());
            case "reasoning" -> reasoning(walk.value());
            case "include" -> walk.elements(ReadResponses::include);
            case "top_logprobs" -> none(walk.value());
            // Its entries would be kept with a stored response, and no reply elsewhere tells them.
            case "metadata" -> emptyOnly(walk.opaque());
            default -> OpenAiWords.other(key, walk, draft);
        }
    }

    private void input(JsonWalk walk) {
        draft.turnsAt(walk.start());
        if (walk.atText()) {
            JsonValue words = walk.value();
            draft.turn(new Turn.Asked(words.start(), List.of(new Shown.Text(words))));
        } else {
            walk.elements(items::read);
            items.done();
        }
    }

    private void instructions(JsonValue words) {
        draft.first(new Turn.Instruction(words.start(), false, List.of(words)));
    }

    private void text(JsonFields fields) {
        JsonValue format = fields.take("format");
        if (format != null) {
            draft.format(Formats.responses(format), format.start());
        }
        JsonValue verbosity = fields.take("verbosity");
        if (verbosity != null) {
            draft.set(Setting.VERBOSITY, verbosity);
        }
        fields.end();
    }

    private void reasoning(JsonValue value) {
        JsonFields fields = value.fields();
        JsonValue effort = fields.take("effort");
        JsonValue summary = fields.take("summary");
        if (summary != null) {
            summary.only("auto");
        }
        fields.end();
        if (effort != null || summary != null) {
            draft.reasoning(new Reasoning(
                    effort == null ? value.start() : effort.start(),
                    effort == null ? null : Reasoning.Effort.of(effort),
                    summary));
        }
    }

    private static void none(JsonValue count) {
        count.onlyIf(count.isInteger() && count.number() == 0);
    }

    private static void emptyOnly(JsonValue value) {
        value.onlyIf(value.isEmpty());
    }

    /** Proofs of reasoning are given wherever there is reasoning; nothing else can be asked for. */
    private static void include(JsonValue wanted) {
        wanted.only("reasoning.encrypted_content");
    }
}
