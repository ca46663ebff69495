package io.bailiwick.providers.translate.conversation;

import io.bailiwick.providers.translate.json.JsonValue;

/** One thing that a request may set, whatever it is called. */
public enum Setting {
    MOST_OUTPUT,
    TEMPERATURE,
    TOP_P,
    TOP_K,
    STOP,
    SEED,
    PRESENCE_PENALTY,
    FREQUENCY_PENALTY,
    LOGPROBS,
    TOP_LOGPROBS,
    CHOICES,
    LOGIT_BIAS,
    PREDICTION,
    VERBOSITY,
    USER,
    METADATA,
    STANDARD_TIER,
    CACHE_KEY;

    /** Whether the value has the type that the dialects agree on. */
    public boolean fits(JsonValue value) {
        return switch (this) {
            case MOST_OUTPUT, TOP_K, SEED, TOP_LOGPROBS, CHOICES -> value.isInteger();
            case TEMPERATURE, TOP_P, PRESENCE_PENALTY, FREQUENCY_PENALTY -> value.isNumber();
            case LOGPROBS -> value.isFlag();
            case LOGIT_BIAS, PREDICTION, METADATA -> value.isObject();
            case VERBOSITY, USER, STANDARD_TIER, CACHE_KEY -> value.isText();
            case STOP ->
                value.isText() || (value.isList() && value.elements().stream().allMatch(JsonValue::isText));
        };
    }

    /** Whether a value that fits says what leaving it out says. */
    public boolean saysNothing(JsonValue value) {
        return switch (this) {
            case STOP -> value.isList() && value.isEmpty();
            case PRESENCE_PENALTY, FREQUENCY_PENALTY, TOP_LOGPROBS -> value.number() == 0;
            case LOGPROBS -> !value.flag();
            case CHOICES -> value.number() == 1;
            case LOGIT_BIAS, METADATA -> value.isEmpty();
            case VERBOSITY -> value.text().equals("medium");
            case MOST_OUTPUT, TEMPERATURE, TOP_P, TOP_K, SEED, PREDICTION, USER, STANDARD_TIER, CACHE_KEY -> false;
        };
    }
}
