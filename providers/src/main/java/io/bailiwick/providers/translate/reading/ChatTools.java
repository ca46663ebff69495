package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Tool;
import io.bailiwick.providers.translate.conversation.ToolUse.Choice;
import io.bailiwick.providers.translate.conversation.ToolUse.Freedom;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;

/** Reads the tools of OpenAI chat: functions, each in an object of its own. */
final class ChatTools {

    private ChatTools() {}

    static Tool tool(JsonValue value) {
        JsonFields fields = value.fields();
        fields.need("type").only("function");
        JsonFields function = fields.need("function").fields();
        fields.end();
        return function(function);
    }

    /** Reads name, description, parameters and strictness, and nothing else. */
    static Tool function(JsonFields function) {
        Tool tool = new Tool(
                function.need("name").asText(),
                Parts.text(function.take("description")),
                Parts.object(function.take("parameters")),
                Parts.flag(function.take("strict")));
        function.end();
        return tool;
    }

    static Choice choice(JsonValue value) {
        if (value.isText()) {
            return word(value);
        }
        JsonFields fields = value.fields();
        fields.need("type").only("function");
        JsonFields function = fields.need("function").fields();
        Choice choice =
                new Choice(value.start(), Freedom.NAMED, function.need("name").asText());
        function.end();
        fields.end();
        return choice;
    }

    /** One of the words that both OpenAI dialects have. */
    static Choice word(JsonValue value) {
        Freedom freedom = switch (value.text()) {
            case "auto" -> Freedom.AUTO;
            case "none" -> Freedom.NONE;
            case "required" -> Freedom.REQUIRED;
            default -> throw value.cannotSay();
        };
        return new Choice(value.start(), freedom, null);
    }
}
