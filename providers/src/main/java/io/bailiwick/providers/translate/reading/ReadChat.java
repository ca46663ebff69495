package io.bailiwick.providers.translate.reading;

import static java.util.Map.entry;

import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.conversation.Reasoning;
import io.bailiwick.providers.translate.conversation.Setting;
import io.bailiwick.providers.translate.json.JsonBody;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;
import io.bailiwick.providers.translate.json.JsonWalk;
import java.util.Map;

/** Reads OpenAI chat completions. */
public final class ReadChat {

    public static final Map<String, Setting> SETTINGS = Map.ofEntries(
            entry("max_completion_tokens", Setting.MOST_OUTPUT),
            entry("max_tokens", Setting.MOST_OUTPUT),
            entry("temperature", Setting.TEMPERATURE),
            entry("top_p", Setting.TOP_P),
            entry("stop", Setting.STOP),
            entry("seed", Setting.SEED),
            entry("presence_penalty", Setting.PRESENCE_PENALTY),
            entry("frequency_penalty", Setting.FREQUENCY_PENALTY),
            entry("logprobs", Setting.LOGPROBS),
            entry("top_logprobs", Setting.TOP_LOGPROBS),
            entry("n", Setting.CHOICES),
            entry("logit_bias", Setting.LOGIT_BIAS),
            entry("prediction", Setting.PREDICTION),
            entry("verbosity", Setting.VERBOSITY),
            entry("user", Setting.USER),
            entry("safety_identifier", Setting.USER),
            entry("metadata", Setting.METADATA),
            entry("prompt_cache_key", Setting.CACHE_KEY));

    private final Draft draft = new Draft();
    private final ReadChatMessage messages = new ReadChatMessage(draft);

    private ReadChat() {}

    public static Conversation read(JsonBody body) {
        ReadChat reader = new ReadChat();
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
            case "messages" -> {
                draft.turnsAt(walk.start());
                walk.elements(messages::read);
            }
            case "tools" -> walk.elements(tool -> draft.tool(ChatTools.tool(tool)));
            case "tool_choice" -> draft.choice(ChatTools.choice(walk.value()));
            case "parallel_tool_calls" -> parallel(walk.value());
            case "response_format" -> draft.format(Formats.chat(walk.value()), walk.start());
            case "reasoning_effort" -> effort(walk.value());
            default -> OpenAiWords.other(key, walk, draft);
        }
    }

    private void parallel(JsonValue value) {
        if (!value.flag()) {
            draft.oneAtATime();
        }
    }

    private void effort(JsonValue value) {
        draft.reasoning(new Reasoning(value.start(), Reasoning.Effort.of(value), null));
    }

    /** The options of a stream; the chunk of usage is always asked for, and taken out where it is not wanted. */
    static void streamOptions(JsonFields options) {
        options.leave("include_usage");
        JsonValue obfuscation = options.take("include_obfuscation");
        if (obfuscation != null && obfuscation.flag()) {
            throw obfuscation.cannotSay();
        }
        options.end();
    }
}
