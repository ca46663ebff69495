package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.conversation.Setting;
import io.bailiwick.providers.translate.json.JsonOut;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a dialect says one setting. A setting for which a dialect has no saying cannot be said in it. */
interface Saying {

    /** For what changes no reply: where to cache, and how long to wait. */
    Saying LEFT_OUT = (value, out) -> {};

    void say(JsonValue value, JsonOut out);

    static Saying as(String key) {
        return (value, out) -> out.key(key).value(value);
    }

    /** As {@code key}, where the value is one that the dialect takes. */
    static Saying as(String key, Predicate<JsonValue> takes) {
        return (value, out) -> out.key(key).value(value.onlyIf(takes.test(value)));
    }

    static Saying word(String key, String word) {
        return (value, out) -> out.key(key).word(word);
    }

    /** A whole number, or {@code most} where it is more than the endpoint's model gives. */
    static Saying limit(String key, @Nullable Long most) {
        return (value, out) -> {
            value.onlyIf(value.number() >= 1);
            out.key(key);
            if (most != null && value.number() > most) {
                out.literal(Long.toString(most));
            } else {
                out.value(value);
            }
        };
    }

    /** Says every setting, or nothing of the request at all. */
    static void all(Map<Setting, JsonValue> settings, Map<Setting, Saying> sayings, JsonOut out) {
        for (Setting setting : Setting.values()) {
            JsonValue value = settings.get(setting);
            if (value != null) {
                Saying saying = sayings.get(setting);
                if (saying == null) {
                    throw value.cannotSay();
                }
                saying.say(value, out);
            }
        }
    }
}
