package io.bailiwick.providers.translate.reply;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One choice of a whole chat reply while it is put together. */
final class ChatMessage {

    private record Call(String id, String name, StringBuilder arguments) {}

    /** A block of reasoning as {@code reasoning_details} has it: {@code data} where only its provider can read it. */
    private static final class Detail {

        private final StringBuilder text = new StringBuilder();
        private @Nullable String signature;
        private @Nullable String data;
    }

    private final List<Call> calls = new ArrayList<>(0);
    private final List<Detail> details = new ArrayList<>(0);
    private final List<UrlCitation> citations = new ArrayList<>(0);
    private @Nullable StringBuilder text;
    private @Nullable StringBuilder reasoning;
    private @Nullable StringBuilder refusal;
    private @Nullable String contentLogprobs;
    private @Nullable String refusalLogprobs;
    private @Nullable Detail open;
    private Ending ending = Ending.of(Ending.Why.STOP);

    void text(String more) {
        open = null;
        text = appended(text, more);
    }

    void reasoningBegan() {
        open = new Detail();
        details.add(open);
    }

    void reasoning(String more) {
        reasoning = appended(reasoning, more);
        if (open != null) {
            open.text.append(more);
        }
    }

    void signature(String signature) {
        if (open == null) {
            reasoningBegan();
        }
        details.get(details.size() - 1).signature = signature;
        open = null;
    }

    void redacted(String data) {
        reasoningBegan();
        details.get(details.size() - 1).data = data;
        open = null;
    }

    void toolCall(String id, String name) {
        open = null;
        calls.add(new Call(id, name, new StringBuilder()));
    }

    void arguments(int call, String piece) {
        calls.get(call).arguments().append(piece);
    }

    void refusal(String more) {
        refusal = appended(refusal, more);
    }

    void citation(UrlCitation citation) {
        citations.add(citation);
    }

    void logprobs(@Nullable String content, @Nullable String ofRefusal) {
        contentLogprobs = content;
        refusalLogprobs = ofRefusal;
    }

    void ended(Ending why) {
        ending = why;
    }

    void write(JsonOut out, int index) {
        out.object().number("index", index).object("message").string("role", "assistant");
        out.string("content", text != null ? text.toString() : calls.isEmpty() && refusal == null ? "" : null);
        out.string("refusal", refusal == null ? null : refusal.toString());
        if (reasoning != null) {
            out.string("reasoning_content", reasoning.toString());
        }
        writeDetails(out);
        writeCitations(out);
        writeCalls(out);
        out.end();
        if (contentLogprobs != null || refusalLogprobs != null) {
            ChatWhole.logprobs(out, contentLogprobs, refusalLogprobs);
        } else {
            out.none("logprobs");
        }
        out.string("finish_reason", ending.why().chat()).end();
    }

    private void writeDetails(JsonOut out) {
        if (details.isEmpty()) {
            return;
        }
        out.array("reasoning_details");
        for (Detail detail : details) {
            out.object();
            if (detail.data != null) {
                out.string("type", "reasoning.encrypted").string("data", detail.data);
            } else {
                out.string("type", "reasoning.text").string("text", detail.text.toString());
                out.string("signature", detail.signature);
            }
            out.end();
        }
        out.end();
    }

    private void writeCitations(JsonOut out) {
        if (!citations.isEmpty()) {
            out.array("annotations");
            citations.forEach(citation -> ChatWhole.citation(out, citation));
            out.end();
        }
    }

    private void writeCalls(JsonOut out) {
        if (calls.isEmpty()) {
            return;
        }
        out.array("tool_calls");
        for (Call call : calls) {
            out.object().string("id", call.id()).string("type", "function").object("function");
            out.string("name", call.name()).string("arguments", call.arguments().toString());
            out.end().end();
        }
        out.end();
    }

    private static StringBuilder appended(@Nullable StringBuilder to, String more) {
        StringBuilder text = to == null ? new StringBuilder() : to;
        return text.append(more);
    }
}
