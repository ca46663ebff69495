package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.conversation.Setting;
import io.bailiwick.providers.translate.json.JsonOut;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who speaks OpenAI's chat, and with which differences. */
public enum ChatWords {
    /** OpenAI itself, and Azure. */
    OPENAI("max_completion_tokens"),
    /** llama.cpp, Ollama, TGI and any server: what all of them take. */
    COMPATIBLE("max_tokens"),
    /** vLLM and SGLang, which take more ways to sample. */
    SAMPLING("max_tokens"),
    /** Mistral's chat, which refuses keys that it does not know. */
    MISTRAL("max_tokens");

    private static final int MOST_STOPS = 4;
    private static final double MISTRAL_TEMPERATURE = 1.5;

    private final String limit;

    ChatWords(String limit) {
        this.limit = limit;
    }

    /** How it says each setting that it has. */
    Map<Setting, Saying> sayings(@Nullable Long mostOutput) {
        Map<Setting, Saying> sayings = new EnumMap<>(Setting.class);
        sayings.put(Setting.MOST_OUTPUT, Saying.limit(limit, mostOutput));
        sayings.put(Setting.TEMPERATURE, Saying.as("temperature"));
        sayings.put(Setting.TOP_P, Saying.as("top_p"));
        sayings.put(Setting.STOP, Saying.as("stop"));
        sayings.put(Setting.SEED, Saying.as("seed"));
        sayings.put(Setting.PRESENCE_PENALTY, Saying.as("presence_penalty"));
        sayings.put(Setting.FREQUENCY_PENALTY, Saying.as("frequency_penalty"));
        sayings.put(Setting.LOGPROBS, Saying.as("logprobs"));
        sayings.put(Setting.TOP_LOGPROBS, Saying.as("top_logprobs"));
        sayings.put(Setting.CHOICES, Saying.as("n"));
        sayings.put(Setting.USER, Saying.as("user"));
        sayings.put(Setting.CACHE_KEY, Saying.LEFT_OUT);
        if (this == OPENAI) {
            openAi(sayings);
        } else if (this == SAMPLING) {
            sayings.put(Setting.TOP_K, Saying.as("top_k"));
        } else if (this == MISTRAL) {
            mistral(sayings);
        }
        return sayings;
    }

    private static void openAi(Map<Setting, Saying> sayings) {
        sayings.put(
                Setting.STOP,
                Saying.as("stop", value -> !value.isList() || value.elements().size() <= MOST_STOPS));
        sayings.put(Setting.LOGIT_BIAS, Saying.as("logit_bias"));
        sayings.put(Setting.PREDICTION, Saying.as("prediction"));
        sayings.put(Setting.VERBOSITY, Saying.as("verbosity"));
        sayings.put(Setting.STANDARD_TIER, Saying.word("service_tier", "default"));
        sayings.put(Setting.CACHE_KEY, Saying.as("prompt_cache_key"));
    }

    private static void mistral(Map<Setting, Saying> sayings) {
        sayings.remove(Setting.USER);
        sayings.put(Setting.TEMPERATURE, Saying.as("temperature", value -> value.number() <= MISTRAL_TEMPERATURE));
        sayings.put(Setting.SEED, Saying.as("random_seed"));
        sayings.put(Setting.TOP_K, Saying.as("top_k"));
        sayings.put(Setting.METADATA, Saying.as("metadata"));
        sayings.put(Setting.CACHE_KEY, Saying.as("prompt_cache_key"));
    }

    /** Whether a developer has a role of his own. */
    boolean hasDevelopers() {
        return this == OPENAI;
    }

    /** Whether an earlier answer may say that it was a refusal. */
    boolean hasRefusals() {
        return this == OPENAI;
    }

    /** Whether an answer may be there that says nothing. */
    boolean hasEmptyAnswers() {
        return this != MISTRAL;
    }

    /** Whether a message may hold a PDF. */
    boolean hasDocuments() {
        return this == OPENAI;
    }

    /** Whether a summary of the reasoning comes without being asked for, and goes back as {@code reasoning_content}. */
    boolean tellsReasoning() {
        return this == COMPATIBLE || this == SAMPLING;
    }

    /** Whether the chunk of usage must be asked for. */
    boolean asksForUsage() {
        return this != MISTRAL;
    }

    /** Whether a reply might be stored that is not forbidden to be. */
    boolean forbidsStore() {
        return this == OPENAI;
    }

    String required() {
        return this == MISTRAL ? "any" : "required";
    }

    /** A function's parameters, which Mistral always wants. */
    void parameters(@Nullable JsonValue schema, JsonOut out) {
        if (this == MISTRAL || schema != null) {
            Optionals.schema("parameters", schema, out);
        }
    }
}
