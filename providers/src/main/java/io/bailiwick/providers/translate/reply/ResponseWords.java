package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.UnreadableException;
import io.bailiwick.providers.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes OpenAI's Responses, as one whole response or as a stream whose last events repeat what came before: what was
 * written is therefore kept, up to {@code mostChars}.
 */
final class ResponseWords implements ReplyWriter {

    private final JsonOut out = new JsonOut();
    private final boolean streams;
    private final String echo;
    private final long mostChars;
    private final List<String> items = new ArrayList<>(2);
    private ReplyHead head = new ReplyHead("", "", 0, null);
    private @Nullable ResponseItem open;
    private @Nullable String logprobs;
    private boolean begun;
    private long sequence;
    private long chars;
    private Ending ending = Ending.of(Ending.Why.STOP);
    private Usage usage = Usage.UNKNOWN;

    /** {@code echo} are the members of the request that a response repeats. */
    ResponseWords(boolean streams, String echo, long mostChars) {
        this.streams = streams;
        this.echo = echo;
        this.mostChars = mostChars;
    }

    @Override
    public byte[] take() {
        return out.take();
    }

    @Override
    public long nextSequence() {
        return sequence;
    }

    @Override
    public void began(ReplyHead began) {
        head = began;
        begun = true;
        event("response.created", data -> response(data, "in_progress", null));
        event("response.in_progress", data -> response(data, "in_progress", null));
    }

    @Override
    public void opened(int choice) {
        // There is one.
    }

    @Override
    public void text(int choice, String text) {
        ResponseItem item = message(false);
        String spelled = logprobs == null ? "[]" : logprobs;
        logprobs = null;
        item.logprobs(spelled);
        keep(item, text, spelled.length());
        event("response.output_text.delta", data -> {
            place(data, item).string("delta", text).json("logprobs", spelled);
        });
    }

    @Override
    public void refusal(int choice, String text) {
        ResponseItem item = message(true);
        keep(item, text, 0);
        event("response.refusal.delta", data -> place(data, item).string("delta", text));
    }

    /** The message that is open, with the part that is: one is begun where there is none. */
    private ResponseItem message(boolean refusal) {
        ResponseItem item = open;
        if (item == null || item.kind != ResponseItem.Kind.MESSAGE) {
            item = add(ResponseItem.message(head.id(), nextIndex()));
        }
        if (item.partIsOpen() && item.refuses() != refusal) {
            closePart(item);
        }
        if (!item.partIsOpen()) {
            item.open(refusal);
            ResponseItem opened = item;
            event("response.content_part.added", data -> place(data, opened).json("part", opened.part()));
        }
        return item;
    }

    private void closePart(ResponseItem item) {
        String part = item.part();
        if (item.refuses()) {
            event("response.refusal.done", data -> place(data, item).string("refusal", item.text.toString()));
        } else {
            event(
                    "response.output_text.done",
                    data -> place(data, item)
                            .string("text", item.text.toString())
                            .json("logprobs", item.logprobs()));
        }
        event("response.content_part.done", data -> place(data, item).json("part", part));
        item.closePart();
    }

    @Override
    public void reasoningBegan(int choice) {
        startReasoning();
    }

    /** Reasoning has a summary, and be it empty: without one it is what only its provider can read. */
    private ResponseItem startReasoning() {
        ResponseItem item = add(ResponseItem.reasoning(head.id(), nextIndex()));
        event("response.reasoning_summary_part.added", data -> summary(data, item));
        item.open(false);
        return item;
    }

    private ResponseItem reasoningItem() {
        ResponseItem item = open;
        boolean goesOn = item != null && item.kind == ResponseItem.Kind.REASONING && !item.isSigned();
        return item != null && goesOn ? item : startReasoning();
    }

    @Override
    public void reasoning(int choice, String text) {
        ResponseItem item = reasoningItem();
        keep(item, text, 0);
        event(
                "response.reasoning_summary_text.delta",
                data -> of(data, item).number("summary_index", 0).string("delta", text));
    }

    @Override
    public void signature(int choice, String signature) {
        ResponseItem item = reasoningItem();
        keep(item, "", signature.length());
        item.encrypted(signature);
    }

    @Override
    public void redacted(int choice, String data) {
        ResponseItem item = add(ResponseItem.reasoning(head.id(), nextIndex()));
        keep(item, "", data.length());
        item.encrypted(data);
        close("completed");
    }

    @Override
    public void toolCall(int choice, int call, String id, String name) {
        add(ResponseItem.call(head.id(), nextIndex(), call, id, name));
    }

    @Override
    public void arguments(int choice, int call, String piece) {
        ResponseItem item = open;
        if (item == null || item.kind != ResponseItem.Kind.CALL || item.call != call) {
            throw new UnreadableException("a tool's arguments go on after another part began", "tool_calls");
        }
        keep(item, piece, 0);
        event("response.function_call_arguments.delta", data -> of(data, item).string("delta", piece));
    }

    @Override
    public void citation(int choice, UrlCitation citation) {
        ResponseItem item = message(false);
        keep(item, "", citation.url().length() + citation.title().length());
        int place = item.cite(citation);
        event("response.output_text.annotation.added", data -> {
            place(data, item).number("annotation_index", place).object("annotation");
            ResponseItem.citation(data, citation);
        });
    }

    @Override
    public void logprobs(int choice, @Nullable String content, @Nullable String refusal) {
        logprobs = content;
    }

    @Override
    public void ended(int choice, Ending why) {
        ending = why;
        close(status());
    }

    @Override
    public void usage(Usage known) {
        usage = known;
    }

    @Override
    public void failed(ErrorWords error) {
        if (!streams) {
            throw new UnreadableException("the reply is an error", "error");
        }
        if (begun) {
            event("response.failed", data -> response(data, "failed", error));
        } else {
            event(
                    "error",
                    data -> data.string("code", error.responsesCode())
                            .string("message", error.said())
                            .none("param"));
        }
    }

    @Override
    public void finished() {
        if (streams) {
            event("response." + status(), data -> response(data, status(), null));
        } else {
            responseItself(out, status(), null);
        }
    }

    private String status() {
        return ending.why().incomplete() == null ? "completed" : "incomplete";
    }

    private int nextIndex() {
        close("completed");
        return items.size();
    }

    private ResponseItem add(ResponseItem item) {
        open = item;
        event("response.output_item.added", data -> item(data, item, "in_progress"));
        return item;
    }

    private void close(String status) {
        ResponseItem item = open;
        if (item == null) {
            return;
        }
        open = null;
        switch (item.kind) {
            case MESSAGE -> {
                if (item.partIsOpen()) {
                    closePart(item);
                }
            }
            case REASONING -> {
                if (item.partIsOpen()) {
                    event(
                            "response.reasoning_summary_text.done",
                            data -> of(data, item).number("summary_index", 0).string("text", item.text.toString()));
                    event("response.reasoning_summary_part.done", data -> summary(data, item));
                }
            }
            case CALL ->
                event(
                        "response.function_call_arguments.done",
                        data -> of(data, item).string("name", item.name()).string("arguments", item.arguments()));
        }
        event("response.output_item.done", data -> item(data, item, status));
        JsonOut kept = new JsonOut();
        item.write(kept.object(), status);
        items.add(kept.end().text());
    }

    private void keep(ResponseItem item, String text, int more) {
        chars += text.length() + more;
        if (chars > mostChars) {
            throw new UnreadableException("the reply is longer than what is kept of one", null);
        }
        item.text.append(text);
    }

    private static void item(JsonOut data, ResponseItem item, String status) {
        data.number("output_index", item.outputIndex).object("item");
        item.write(data, status);
        data.end();
    }

    private static JsonOut of(JsonOut data, ResponseItem item) {
        return data.string("item_id", item.id).number("output_index", item.outputIndex);
    }

    private static JsonOut place(JsonOut data, ResponseItem item) {
        return of(data, item).number("content_index", item.contentIndex());
    }

    private static void summary(JsonOut data, ResponseItem item) {
        of(data, item).number("summary_index", 0).object("part");
        item.summary(data);
        data.end();
    }

    private void response(JsonOut data, String status, @Nullable ErrorWords error) {
        responseItself(data.key("response"), status, error);
    }

    private void responseItself(JsonOut data, String status, @Nullable ErrorWords error) {
        data.object().string("id", head.idIn("resp_")).string("object", "response");
        data.number("created_at", head.createdSeconds()).string("status", status);
        data.bool("background", false);
        if (error == null) {
            data.none("error");
        } else {
            data.object("error").string("code", error.responsesCode()).string("message", error.said());
            data.end();
        }
        String incomplete = status.equals("incomplete") ? ending.why().incomplete() : null;
        if (incomplete == null) {
            data.none("incomplete_details");
        } else {
            data.object("incomplete_details").string("reason", incomplete).end();
        }
        data.string("model", head.model()).array("output");
        items.forEach(data::json);
        data.end();
        data.members(echo);
        if (UsageWords.whole(usage) && !status.equals("in_progress")) {
            UsageWords.responses(data, usage);
        } else {
            data.none("usage");
        }
        data.end();
    }

    private void event(String type, Consumer<JsonOut> members) {
        if (!streams) {
            return;
        }
        out.raw("event: ").raw(type).raw("\ndata: ").object().string("type", type);
        out.number("sequence_number", sequence++);
        members.accept(out);
        out.end().raw("\n\n");
    }
}
