package io.bailiwick.providers.translate.conversation;

import io.bailiwick.providers.translate.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools, which of them the model may call, and whether only one at a time. */
public record ToolUse(List<Tool> tools, @Nullable Choice choice, boolean oneAtATime) {

    public static final ToolUse NONE = new ToolUse(List.of(), null, false);

    /** What the client left to the model. */
    public enum Freedom {
        AUTO,
        REQUIRED,
        NONE,
        NAMED
    }

    /** {@code name} stands with {@code NAMED} alone. */
    public record Choice(int at, Freedom freedom, @Nullable JsonValue name) {

        public Choice {
            if ((freedom == Freedom.NAMED) == (name == null)) {
                throw new IllegalArgumentException("a named tool has a name, and no other choice has one");
            }
        }

        /** Whether the model must call something. */
        public boolean forces() {
            return freedom == Freedom.REQUIRED || freedom == Freedom.NAMED;
        }
    }

    /** Where there is no tool, what chooses freely among them says nothing, and providers refuse it all the same. */
    public ToolUse {
        tools = List.copyOf(tools);
        if (tools.isEmpty()) {
            choice = choice != null && choice.forces() ? choice : null;
            oneAtATime = false;
        }
    }
}
