package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Tool;
import io.bailiwick.providers.translate.conversation.ToolUse.Choice;
import io.bailiwick.providers.translate.conversation.ToolUse.Freedom;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;

/** Reads the tools of OpenAI Responses: functions, without an object of their own. */
final class ItemTools {

    private ItemTools() {}

    static Tool tool(JsonValue value) {
        JsonFields fields = value.fields();
        fields.need("type").only("function");
        JsonValue deferred = fields.take("defer_loading");
        if (deferred != null) {
            deferred.onlyIf(!deferred.flag());
        }
        return ChatTools.function(fields);
    }

    static Choice choice(JsonValue value) {
        if (value.isText()) {
            return ChatTools.word(value);
        }
        JsonFields fields = value.fields();
        fields.need("type").only("function");
        Choice choice =
                new Choice(value.start(), Freedom.NAMED, fields.need("name").asText());
        fields.end();
        return choice;
    }
}
