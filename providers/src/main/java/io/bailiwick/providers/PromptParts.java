package io.bailiwick.providers;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where in a body the system prompts and the tools stand. */
final class PromptParts {

    private static final int NOWHERE = -1;
    private static final int[] NO_PROMPTS = {};

    private int[] prompts = NO_PROMPTS;
    private int count;
    private int tools = NOWHERE;
    private KnownTools.@Nullable Known list;

    void prompt(int valueAt) {
        if (count == prompts.length) {
            prompts = Arrays.copyOf(prompts, 2 * count + 1);
        }
        prompts[count++] = valueAt;
    }

    void tools(int valueAt) {
        tools = valueAt;
    }

    /** The tools are this list. */
    void tools(KnownTools.Known all) {
        list = all;
    }

    int prompts() {
        return count;
    }

    /** Where that prompt's value begins. */
    int promptAt(int which) {
        return prompts[which];
    }

    boolean hasTools() {
        return tools != NOWHERE;
    }

    int toolsAt() {
        return tools;
    }

    /** Null where they are no list of the body's own, or there are none. */
    KnownTools.@Nullable Known list() {
        return list;
    }
}
