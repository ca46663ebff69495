package io.bailiwick.providers.translate.json;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one object, each taken by whoever knows it: what nobody took cannot be said. */
public final class JsonFields {

    private final JsonValue object;
    private final Map<String, JsonValue> members;
    private final Set<String> taken = new HashSet<>();

    JsonFields(JsonValue object, Map<String, JsonValue> members) {
        this.object = object;
        this.members = members;
    }

    public @Nullable JsonValue take(String key) {
        taken.add(key);
        return members.get(key);
    }

    /** A member without which the object says nothing. */
    public JsonValue need(String key) {
        JsonValue value = take(key);
        if (value == null) {
            throw object.cannotSay();
        }
        return value;
    }

    /** The text of a member, and {@code otherwise} where it is absent. */
    public String text(String key, String otherwise) {
        JsonValue value = take(key);
        return value == null ? otherwise : value.text();
    }

    /** Whether a member is true. */
    public boolean flag(String key) {
        JsonValue value = take(key);
        return value != null && value.flag();
    }

    /** Takes what says nothing that the model or its reply would show. */
    public JsonFields leave(String... keys) {
        for (String key : keys) {
            taken.add(key);
        }
        return this;
    }

    /** Takes a list that may only be empty. */
    public JsonFields emptyOnly(String key) {
        JsonValue value = take(key);
        if (value != null && !(value.isList() && value.isEmpty())) {
            throw value.cannotSay();
        }
        return this;
    }

    public int at() {
        return object.start();
    }

    public JsonValue object() {
        return object;
    }

    /** Refuses what nobody took. */
    public void end() {
        members.forEach((key, value) -> {
            if (!taken.contains(key)) {
                throw value.cannotSay();
            }
        });
    }
}
