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

    /** What temperature and {@code top_p} are where nothing is said, there and at OpenAI; newer models take no other. */
    private static final double DEFAULT_SAMPLING = 1;

    private final String model;
    private final @Nullable String inferenceGeo;
    private final @Nullable Long mostOutput;
    private final Map<Setting, Saying> sayings = new EnumMap<>(Setting.class);

    public WriteMessages(String model, @Nullable String inferenceGeo, @Nullable Long mostOutput) {
        this.model = model;
        this.inferenceGeo = inferenceGeo;
        this.mostOutput = mostOutput;
        sayings.put(Setting.MOST_OUTPUT, Saying.limit("max_tokens", mostOutput));
        sayings.put(
                Setting.TEMPERATURE,
                butFor(DEFAULT_SAMPLING, Saying.as("temperature", value -> value.number() <= DEFAULT_SAMPLING)));
        sayings.put(Setting.TOP_P, butFor(DEFAULT_SAMPLING, Saying.as("top_p")));
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
        oneWayToSample(said.settings());
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

    /** Both are refused there, by every model from 4.1 on. */
    private static void oneWayToSample(Map<Setting, JsonValue> settings) {
        JsonValue temperature = settings.get(Setting.TEMPERATURE);
        JsonValue topP = settings.get(Setting.TOP_P);
        if (temperature != null && topP != null) {
            topP.onlyIf(topP.number() == DEFAULT_SAMPLING || temperature.number() == DEFAULT_SAMPLING);
        }
    }

    /** Leaves out the value that says what leaving it out says. */
    private static Saying butFor(double nothing, Saying saying) {
        return (value, out) -> {
            if (value.number() != nothing) {
                saying.say(value, out);
            }
        };
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
