package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.conversation.Setting;
import io.bailiwick.providers.translate.json.JsonOut;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says a conversation in Anthropic Messages. */
public final class WriteMessages {

    /** What every Claude model ever gave at least; asked for where neither client nor policy says more. */
    public static final long LEAST_MOST_OUTPUT = 4096;

    private final String model;
    private final @Nullable String inferenceGeo;
    private final @Nullable Long mostOutput;
    private final Map<Setting, Saying> sayings = new EnumMap<>(Setting.class);

    public WriteMessages(String model, @Nullable String inferenceGeo, @Nullable Long mostOutput) {
        this.model = model;
        this.inferenceGeo = inferenceGeo;
        this.mostOutput = mostOutput;
        sayings.put(Setting.MOST_OUTPUT, Saying.limit("max_tokens", mostOutput));
        sayings.put(Setting.TEMPERATURE, Saying.as("temperature", value -> value.number() <= 1));
        sayings.put(Setting.TOP_P, Saying.as("top_p"));
        sayings.put(Setting.TOP_K, Saying.as("top_k"));
        sayings.put(Setting.STOP, WriteMessages::stop);
        sayings.put(
                Setting.USER,
                (value, out) ->
                        out.key("metadata").object().key("user_id").value(value).endObject());
        sayings.put(Setting.STANDARD_TIER, Saying.word("service_tier", "standard_only"));
        sayings.put(Setting.CACHE_KEY, Saying.LEFT_OUT);
    }

    public byte[] write(Conversation said, boolean stream, int expectedBytes) {
        JsonOut out = new JsonOut(expectedBytes);
        out.object().key("model").text(model);
        if (!said.settings().containsKey(Setting.MOST_OUTPUT)) {
            out.key("max_tokens").literal(Long.toString(mostOutput == null ? LEAST_MOST_OUTPUT : mostOutput));
        }
        new WriteMessageTurns(said, out).write();
        MessageTools.write(said.tools(), out);
        MessageThinking.write(said, out);
        Saying.all(said.settings(), sayings, out);
        if (stream) {
            out.key("stream").literal("true");
        }
        if (inferenceGeo != null) {
            out.key("inference_geo").text(inferenceGeo);
        }
        return out.endObject().bytes();
    }

    /** A sequence of spaces alone is refused there. */
    private static void stop(JsonValue value, JsonOut out) {
        out.key("stop_sequences").list();
        for (JsonValue text : value.isList() ? value.elements() : List.of(value)) {
            out.value(text.onlyIf(!text.text().isBlank()));
        }
        out.endList();
    }
}
