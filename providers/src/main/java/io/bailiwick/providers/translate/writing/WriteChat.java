package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.conversation.Format;
import io.bailiwick.providers.translate.conversation.Reasoning;
import io.bailiwick.providers.translate.conversation.Tool;
import io.bailiwick.providers.translate.conversation.ToolUse;
import io.bailiwick.providers.translate.json.CannotSayException;
import io.bailiwick.providers.translate.json.JsonOut;
import io.bailiwick.providers.translate.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Says a conversation in OpenAI's chat, with the differences of who takes it. */
public final class WriteChat {

    private static final int NAME_CHARS = 64;

    private final ChatWords words;
    private final String model;
    private final @Nullable Long mostOutput;

    public WriteChat(ChatWords words, String model, @Nullable Long mostOutput) {
        this.words = words;
        this.model = model;
        this.mostOutput = mostOutput;
    }

    public byte[] write(Conversation said, boolean stream, int expectedBytes) {
        JsonOut out = new JsonOut(expectedBytes);
        out.object().key("model").text(model);
        new WriteChatTurns(said, words, out).write();
        tools(said.tools(), out);
        format(said.format(), out);
        reasoning(said.reasoning(), out);
        Saying.all(said.settings(), words.sayings(mostOutput), out);
        if (stream) {
            stream(out);
        }
        if (words.forbidsStore()) {
            out.key("store").literal("false");
        }
        return out.endObject().bytes();
    }

    private void stream(JsonOut out) {
        out.key("stream").literal("true");
        if (words.asksForUsage()) {
            out.key("stream_options")
                    .object()
                    .key("include_usage")
                    .literal("true")
                    .endObject();
        }
    }

    private void tools(ToolUse use, JsonOut out) {
        if (!use.tools().isEmpty()) {
            out.key("tools").list();
            use.tools().forEach(tool -> tool(tool, out));
            out.endList();
        }
        if (use.choice() != null) {
            choice(use.choice(), out.key("tool_choice"));
        }
        if (use.oneAtATime()) {
            out.key("parallel_tool_calls").literal("false");
        }
    }

    private void tool(Tool tool, JsonOut out) {
        out.object().key("type").word("function").key("function").object();
        // Two characters are the quotes.
        out.key("name").value(tool.name().onlyIf(tool.name().length() <= NAME_CHARS + 2));
        Optionals.say("description", tool.description(), out);
        words.parameters(tool.schema(), out);
        Optionals.say("strict", tool.strict(), out);
        out.endObject().endObject();
    }

    private void choice(ToolUse.Choice choice, JsonOut out) {
        if (choice.name() != null) {
            out.object().key("type").word("function").key("function").object();
            out.key("name").value(choice.name()).endObject().endObject();
            return;
        }
        out.word(
                switch (choice.freedom()) {
                    case AUTO -> "auto";
                    case NONE -> "none";
                    case REQUIRED, NAMED -> words.required();
                });
    }

    /** A schema must have a name here, which the model does not see. */
    private static void format(@Nullable Format format, JsonOut out) {
        if (format == null) {
            return;
        }
        out.key("response_format").object().key("type");
        if (format.schema() == null) {
            out.word("json_object").endObject();
            return;
        }
        out.word("json_schema").key("json_schema").object().key("name");
        if (format.name() == null) {
            out.word("output");
        } else {
            out.value(format.name());
        }
        Optionals.say("description", format.description(), out);
        out.key("schema").value(format.schema());
        strict(format, out);
        out.endObject().endObject();
    }

    /** Where nothing can be said of it, as in Anthropic's dialect, the schema is always kept to. */
    private static void strict(Format format, JsonOut out) {
        if (format.strict() != null) {
            out.key("strict").value(format.strict());
        } else if (format.name() == null) {
            out.key("strict").literal("true");
        }
    }

    private void reasoning(@Nullable Reasoning reasoning, JsonOut out) {
        if (reasoning == null) {
            return;
        }
        JsonValue summary = reasoning.summary();
        if (summary != null && !words.tellsReasoning()) {
            throw new CannotSayException(summary.start());
        }
        if (reasoning.effort() != null) {
            out.key("reasoning_effort").word(reasoning.effort().word());
        }
    }
}
