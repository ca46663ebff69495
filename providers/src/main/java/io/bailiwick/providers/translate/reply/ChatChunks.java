package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.Dialect;
import io.bailiwick.providers.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes OpenAI's chat as a stream of chunks. */
final class ChatChunks implements ReplyWriter {

    private final JsonOut out = new JsonOut();
    private final boolean wantsUsage;
    private final List<Integer> blocks = new ArrayList<>(1);
    private ReplyHead head = new ReplyHead("", "", 0, null);
    private Usage usage = Usage.UNKNOWN;
    private boolean signed;
    private @Nullable String contentLogprobs;
    private @Nullable String refusalLogprobs;

    ChatChunks(boolean wantsUsage) {
        this.wantsUsage = wantsUsage;
    }

    @Override
    public byte[] take() {
        return out.take();
    }

    @Override
    public void began(ReplyHead began) {
        head = began;
    }

    @Override
    public void opened(int choice) {
        chunk(choice, delta -> delta.string("role", "assistant").string("content", ""), null);
    }

    @Override
    public void text(int choice, String text) {
        signed = false;
        chunk(choice, delta -> delta.string("content", text), null);
    }

    @Override
    public void reasoningBegan(int choice) {
        signed = true;
        nextBlock(choice);
    }

    @Override
    public void reasoning(int choice, String text) {
        chunk(
                choice,
                delta -> {
                    delta.string("reasoning_content", text);
                    if (signed) {
                        detail(delta, choice, "reasoning.text", "text", text);
                    }
                },
                null);
    }

    @Override
    public void signature(int choice, String signature) {
        if (!signed) {
            nextBlock(choice);
        }
        chunk(choice, delta -> signed(delta, choice, signature), null);
        signed = false;
    }

    @Override
    public void redacted(int choice, String data) {
        nextBlock(choice);
        chunk(choice, delta -> detail(delta, choice, "reasoning.encrypted", "data", data), null);
        signed = false;
    }

    /** There is a text even where the model's reasoning is withheld and only its signature is given. */
    private void signed(JsonOut delta, int choice, String signature) {
        delta.array("reasoning_details").object();
        delta.string("type", "reasoning.text").number("index", blocks.get(choice) - 1);
        delta.string("text", "").string("signature", signature);
        delta.end().end();
    }

    /** {@code index} says which block a piece belongs to. */
    private void detail(JsonOut delta, int choice, String type, String key, String value) {
        delta.array("reasoning_details").object();
        delta.string("type", type).number("index", blocks.get(choice) - 1).string(key, value);
        delta.end().end();
    }

    private void nextBlock(int choice) {
        while (blocks.size() <= choice) {
            blocks.add(0);
        }
        blocks.set(choice, blocks.get(choice) + 1);
    }

    @Override
    public void toolCall(int choice, int call, String id, String name) {
        signed = false;
        chunk(
                choice,
                delta -> {
                    delta.array("tool_calls").object();
                    delta.number("index", call).string("id", id).string("type", "function");
                    delta.object("function").string("name", name).string("arguments", "");
                    delta.end().end().end();
                },
                null);
    }

    @Override
    public void arguments(int choice, int call, String piece) {
        chunk(
                choice,
                delta -> {
                    delta.array("tool_calls").object().number("index", call);
                    delta.object("function").string("arguments", piece);
                    delta.end().end().end();
                },
                null);
    }

    @Override
    public void refusal(int choice, String text) {
        chunk(choice, delta -> delta.string("refusal", text), null);
    }

    @Override
    public void citation(int choice, UrlCitation citation) {
        chunk(
                choice,
                delta -> {
                    delta.array("annotations");
                    ChatWhole.citation(delta, citation);
                    delta.end();
                },
                null);
    }

    @Override
    public void logprobs(int choice, @Nullable String content, @Nullable String refusal) {
        contentLogprobs = content;
        refusalLogprobs = refusal;
    }

    @Override
    public void ended(int choice, Ending ending) {
        chunk(choice, delta -> {}, ending.why().chat());
    }

    @Override
    public void usage(Usage known) {
        usage = known;
    }

    @Override
    public void failed(ErrorWords error) {
        out.raw("data: ");
        error.write(out, Dialect.OPENAI);
        out.raw("\n\n");
    }

    @Override
    public void finished() {
        if (wantsUsage && UsageWords.whole(usage)) {
            open();
            out.array("choices").end();
            UsageWords.chat(out, usage);
            close();
        }
        out.raw("data: [DONE]\n\n");
    }

    private void chunk(int choice, Consumer<JsonOut> delta, @Nullable String finish) {
        open();
        out.array("choices").object().number("index", choice);
        out.object("delta");
        delta.accept(out);
        out.end();
        if (contentLogprobs != null || refusalLogprobs != null) {
            ChatWhole.logprobs(out, contentLogprobs, refusalLogprobs);
            contentLogprobs = null;
            refusalLogprobs = null;
        } else {
            out.none("logprobs");
        }
        out.string("finish_reason", finish);
        out.end().end();
        if (wantsUsage) {
            out.none("usage");
        }
        close();
    }

    private void open() {
        out.raw("data: ").object();
        ChatWhole.head(out, head, "chat.completion.chunk");
    }

    private void close() {
        out.end().raw("\n\n");
    }
}
