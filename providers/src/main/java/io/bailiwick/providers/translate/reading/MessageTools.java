package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Tool;
import io.bailiwick.providers.translate.conversation.ToolUse.Choice;
import io.bailiwick.providers.translate.conversation.ToolUse.Freedom;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;

/** Reads the tools of Anthropic Messages that the client runs itself. */
final class MessageTools {

    private MessageTools() {}

    static Tool tool(JsonValue value) {
        JsonFields fields = value.fields();
        JsonValue type = fields.take("type");
        if (type != null) {
            type.only("custom");
        }
        Tool tool = new Tool(
                fields.need("name").asText(),
                Parts.text(fields.take("description")),
                fields.need("input_schema").asObject(),
                Parts.flag(fields.take("strict")));
        JsonValue deferred = fields.take("defer_loading");
        if (deferred != null) {
            deferred.onlyIf(!deferred.flag());
        }
        callers(fields);
        // How soon the pieces of its input come changes none of them.
        fields.leave("cache_control", "eager_input_streaming").end();
        return tool;
    }

    static void choice(JsonValue value, Draft draft) {
        JsonFields fields = value.fields();
        JsonValue type = fields.need("type");
        draft.choice(
                switch (type.text()) {
                    case "auto" -> new Choice(value.start(), Freedom.AUTO, null);
                    case "any" -> new Choice(value.start(), Freedom.REQUIRED, null);
                    case "none" -> new Choice(value.start(), Freedom.NONE, null);
                    case "tool" ->
                        new Choice(
                                value.start(),
                                Freedom.NAMED,
                                fields.need("name").asText());
                    default -> throw type.cannotSay();
                });
        if (fields.flag("disable_parallel_tool_use")) {
            draft.oneAtATime();
        }
        fields.end();
    }

    private static void callers(JsonFields fields) {
        JsonValue callers = fields.take("allowed_callers");
        if (callers != null) {
            callers.elements().forEach(caller -> caller.only("direct"));
        }
    }
}
