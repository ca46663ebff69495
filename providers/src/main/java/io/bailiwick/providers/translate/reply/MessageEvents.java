package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.Dialect;
import io.bailiwick.providers.UnreadableException;
import io.bailiwick.providers.Usage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes Anthropic's Messages as a stream of events: one content block is open at a time. */
final class MessageEvents implements ReplyWriter {

    private enum Kind {
        NONE,
        TEXT,
        REFUSAL,
        THINKING,
        SIGNED,
        TOOL
    }

    private final JsonOut out = new JsonOut();
    private Kind open = Kind.NONE;
    private int block = -1;
    private int openCall = -1;
    private boolean refused;
    private Ending ending = Ending.of(Ending.Why.STOP);
    private Usage usage = Usage.UNKNOWN;

    @Override
    public byte[] take() {
        return out.take();
    }

    /** The counts are what was counted so far: nothing. What they come to stands in {@code message_delta}. */
    @Override
    public void began(ReplyHead head) {
        event("message_start", data -> {
            data.object("message");
            data.string("id", head.idIn("msg_")).string("type", "message").string("role", "assistant");
            data.string("model", head.model()).array("content").end();
            data.none("stop_reason").none("stop_sequence");
            data.object("usage")
                    .number("input_tokens", 0)
                    .number("output_tokens", 0)
                    .end();
            data.end();
        });
    }

    @Override
    public void opened(int choice) {
        // There is one.
    }

    @Override
    public void text(int choice, String text) {
        words(Kind.TEXT, text);
    }

    @Override
    public void refusal(int choice, String text) {
        refused = true;
        words(Kind.REFUSAL, text);
    }

    private void words(Kind kind, String text) {
        if (open != kind) {
            start(kind, block -> block.string("type", "text").string("text", ""));
        }
        delta("text_delta", "text", text);
    }

    @Override
    public void reasoningBegan(int choice) {
        close();
        startThinking();
    }

    @Override
    public void reasoning(int choice, String text) {
        if (open != Kind.THINKING) {
            startThinking();
        }
        delta("thinking_delta", "thinking", text);
    }

    @Override
    public void signature(int choice, String signature) {
        if (open != Kind.THINKING) {
            startThinking();
        }
        delta("signature_delta", "signature", signature);
        open = Kind.SIGNED;
    }

    private void startThinking() {
        start(
                Kind.THINKING,
                block -> block.string("type", "thinking").string("thinking", "").string("signature", ""));
    }

    @Override
    public void redacted(int choice, String data) {
        start(Kind.SIGNED, block -> block.string("type", "redacted_thinking").string("data", data));
        close();
    }

    @Override
    public void toolCall(int choice, int call, String id, String name) {
        start(Kind.TOOL, block -> {
            block.string("type", "tool_use").string("id", id).string("name", name);
            block.object("input").end();
        });
        openCall = call;
    }

    @Override
    public void arguments(int choice, int call, String piece) {
        if (open != Kind.TOOL || openCall != call) {
            throw new UnreadableException("a tool's arguments go on after another part began", "tool_calls");
        }
        delta("input_json_delta", "partial_json", piece);
    }

    @Override
    public void citation(int choice, UrlCitation citation) {
        throw new UnreadableException("the reply has citations, which are not translated", "annotations");
    }

    @Override
    public void logprobs(int choice, @Nullable String content, @Nullable String refusal) {
        // Messages has no place for them, and no word by which a client could have asked for them.
    }

    @Override
    public void ended(int choice, Ending why) {
        ending = why;
        close();
    }

    @Override
    public void usage(Usage known) {
        usage = known;
    }

    @Override
    public void failed(ErrorWords error) {
        out.raw("event: error\ndata: ");
        error.write(out, Dialect.ANTHROPIC);
        out.raw("\n\n");
    }

    @Override
    public void finished() {
        event("message_delta", data -> {
            data.object("delta");
            data.string("stop_reason", MessageWhole.stopReason(ending, refused, openCall >= 0));
            data.string("stop_sequence", ending.sequence()).end();
            UsageWords.messages(data, usage);
        });
        event("message_stop", data -> {});
    }

    private void start(Kind kind, Consumer<JsonOut> content) {
        close();
        open = kind;
        block++;
        event("content_block_start", data -> {
            data.number("index", block).object("content_block");
            content.accept(data);
            data.end();
        });
    }

    private void delta(String type, String key, String value) {
        event("content_block_delta", data -> {
            data.number("index", block).object("delta");
            data.string("type", type).string(key, value).end();
        });
    }

    private void close() {
        if (open != Kind.NONE) {
            open = Kind.NONE;
            event("content_block_stop", data -> data.number("index", block));
        }
    }

    private void event(String type, Consumer<JsonOut> members) {
        out.raw("event: ").raw(type).raw("\ndata: ").object().string("type", type);
        members.accept(out);
        out.end().raw("\n\n");
    }
}
