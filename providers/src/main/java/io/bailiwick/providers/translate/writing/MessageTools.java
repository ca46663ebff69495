package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.conversation.ToolUse;
import io.bailiwick.providers.translate.json.JsonOut;

/** Writes the tools of Anthropic Messages, and which of them may be called. */
final class MessageTools {

    private MessageTools() {}

    static void write(ToolUse use, JsonOut out) {
        if (!use.tools().isEmpty()) {
            out.key("tools").list();
            use.tools().forEach(tool -> {
                out.object().key("name").value(tool.name());
                Optionals.say("description", tool.description(), out);
                Optionals.schema("input_schema", tool.schema(), out);
                Optionals.say("strict", tool.strict(), out);
                out.endObject();
            });
            out.endList();
        }
        choice(use, out);
    }

    private static void choice(ToolUse use, JsonOut out) {
        ToolUse.Choice choice = use.choice();
        if (choice == null && !use.oneAtATime()) {
            return;
        }
        ToolUse.Freedom freedom = choice == null ? ToolUse.Freedom.AUTO : choice.freedom();
        out.key("tool_choice").object().key("type");
        out.word(
                switch (freedom) {
                    case AUTO -> "auto";
                    case REQUIRED -> "any";
                    case NONE -> "none";
                    case NAMED -> "tool";
                });
        if (choice != null && choice.name() != null) {
            out.key("name").value(choice.name());
        }
        if (use.oneAtATime() && freedom != ToolUse.Freedom.NONE) {
            out.key("disable_parallel_tool_use").literal("true");
        }
        out.endObject();
    }
}
