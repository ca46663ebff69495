package io.bailiwick.providers.translate.json;

import com.fasterxml.jackson.core.JsonStreamContext;
import org.jspecify.annotations.Nullable;

/** Writes down where a value stands. */
final class JsonPath {

    static final String WHOLE = "body";

    private static final int KEY_CHARS = 40;

    private JsonPath() {}

    static String of(JsonStreamContext context, boolean entered) {
        StringBuilder path = new StringBuilder();
        append(entered ? context.getParent() : context, path);
        return path.length() == 0 ? WHOLE : path.toString();
    }

    private static void append(@Nullable JsonStreamContext context, StringBuilder path) {
        if (context == null || context.inRoot()) {
            return;
        }
        append(context.getParent(), path);
        if (context.inArray()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        } else if (context.hasCurrentName()) {
            path.append(path.length() == 0 ? "" : ".").append(shown(context.getCurrentName()));
        }
    }

    /** A key that no dialect would have may be somebody's words. */
    private static String shown(String key) {
        if (key.isEmpty() || key.length() > KEY_CHARS) {
            return "*";
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
                return "*";
            }
        }
        return key;
    }
}
