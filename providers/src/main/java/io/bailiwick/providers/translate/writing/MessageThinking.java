package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.conversation.Format;
import io.bailiwick.providers.translate.conversation.Reasoning;
import io.bailiwick.providers.translate.conversation.Reasoning.Effort;
import io.bailiwick.providers.translate.conversation.Setting;
import io.bailiwick.providers.translate.conversation.ToolUse;
import io.bailiwick.providers.translate.json.CannotSayException;
import io.bailiwick.providers.translate.json.JsonOut;
import io.bailiwick.providers.translate.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Writes how Anthropic's model shall think and in what form it shall answer, which share a member. */
final class MessageThinking {

    private static final double LEAST_TOP_P = 0.95;

    private MessageThinking() {}

    static void write(Conversation said, JsonOut out) {
        Reasoning reasoning = said.reasoning();
        if (reasoning != null) {
            thinking(reasoning, said, out);
        }
        String effort = effort(reasoning);
        Format format = said.format();
        if (effort == null && format == null) {
            return;
        }
        out.key("output_config").object();
        if (effort != null) {
            out.key("effort").word(effort);
        }
        if (format != null) {
            format(format, out);
        }
        out.endObject();
    }

    private static void thinking(Reasoning reasoning, Conversation said, JsonOut out) {
        out.key("thinking").object().key("type");
        if (reasoning.effort() == Effort.NONE) {
            out.word("disabled").endObject();
            return;
        }
        besideThinking(said);
        out.word("adaptive");
        if (reasoning.summary() != null) {
            out.key("display").word("summarized");
        }
        out.endObject();
    }

    /** Who thinks may neither be forced to call a tool nor be sampled at will. */
    private static void besideThinking(Conversation said) {
        ToolUse.Choice choice = said.tools().choice();
        if (choice != null && choice.forces()) {
            throw new CannotSayException(choice.at());
        }
        JsonValue temperature = said.settings().get(Setting.TEMPERATURE);
        if (temperature != null) {
            temperature.onlyIf(temperature.number() == 1);
        }
        JsonValue topP = said.settings().get(Setting.TOP_P);
        if (topP != null) {
            topP.onlyIf(topP.number() >= LEAST_TOP_P);
        }
    }

    /** Null where nothing is said of it; the least effort but none has no word there. */
    private static @Nullable String effort(@Nullable Reasoning reasoning) {
        Effort effort = reasoning == null ? null : reasoning.effort();
        if (reasoning != null && effort == Effort.MINIMAL) {
            throw new CannotSayException(reasoning.at());
        }
        return effort == null || effort == Effort.NONE ? null : effort.word();
    }

    /** The schema is always kept to there; a name has no place and no meaning, a description would have one. */
    private static void format(Format format, JsonOut out) {
        JsonValue schema = format.schema();
        if (schema == null) {
            throw new CannotSayException(format.at());
        }
        if (format.description() != null) {
            throw format.description().cannotSay();
        }
        out.key("format").object().key("type").word("json_schema");
        out.key("schema").value(schema).endObject();
    }
}
