package io.bailiwick.providers.translate.reply;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The output item of a response that is open: a message of parts, a block of reasoning or a function's call. */
final class ResponseItem {

    /** What an item is, with what its id begins. */
    enum Kind {
        MESSAGE("msg_"),
        REASONING("rs_"),
        CALL("fc_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    final Kind kind;
    final String id;
    final int outputIndex;
    final int call;

    /** What was written of the part that is open, of the reasoning or of the arguments. */
    final StringBuilder text = new StringBuilder();

    private final String callId;
    private final String name;
    private final List<String> parts = new ArrayList<>(1);
    private final StringBuilder logprobs = new StringBuilder();
    private final List<UrlCitation> citations = new ArrayList<>(0);
    private boolean partOpen;
    private boolean refuses;
    private @Nullable String encrypted;

    private ResponseItem(Kind kind, String base, int outputIndex, int call, String callId, String name) {
        this.kind = kind;
        this.id = kind.prefix + base + "_" + outputIndex;
        this.outputIndex = outputIndex;
        this.call = call;
        this.callId = callId;
        this.name = name;
    }

    static ResponseItem message(String base, int outputIndex) {
        return new ResponseItem(Kind.MESSAGE, base, outputIndex, -1, "", "");
    }

    static ResponseItem reasoning(String base, int outputIndex) {
        return new ResponseItem(Kind.REASONING, base, outputIndex, -1, "", "");
    }

    static ResponseItem call(String base, int outputIndex, int call, String callId, String name) {
        return new ResponseItem(Kind.CALL, base, outputIndex, call, callId, name);
    }

    String name() {
        return name;
    }

    boolean partIsOpen() {
        return partOpen;
    }

    /** Whether the part that is open is a refusal. */
    boolean refuses() {
        return refuses;
    }

    /** The place of the part that is open, or that is next. */
    int contentIndex() {
        return parts.size();
    }

    boolean isSigned() {
        return encrypted != null;
    }

    void open(boolean refusal) {
        partOpen = true;
        refuses = refusal;
        text.setLength(0);
        logprobs.setLength(0);
        citations.clear();
    }

    /** The part of a message with what was written of it. */
    String part() {
        JsonOut out = new JsonOut();
        out.object();
        if (refuses) {
            out.string("type", "refusal").string("refusal", text.toString());
        } else {
            out.string("type", "output_text").string("text", text.toString());
            out.array("annotations");
            citations.forEach(citation -> citation(out.object(), citation));
            out.end();
            out.json("logprobs", logprobs());
        }
        return out.end().text();
    }

    void closePart() {
        parts.add(part());
        partOpen = false;
    }

    /** {@code json} is an array, of which what is in it is kept. */
    void logprobs(String json) {
        String inner = json.substring(1, json.length() - 1);
        if (!inner.isEmpty()) {
            logprobs.append(logprobs.length() == 0 ? "" : ",").append(inner);
        }
    }

    String logprobs() {
        return "[" + logprobs + "]";
    }

    /** Gives the citation's place among those of its part. */
    int cite(UrlCitation citation) {
        citations.add(citation);
        return citations.size() - 1;
    }

    void encrypted(String content) {
        encrypted = content;
    }

    void write(JsonOut out, String status) {
        out.string("id", id);
        switch (kind) {
            case MESSAGE -> {
                out.string("type", "message").string("status", status).array("content");
                parts.forEach(out::json);
                out.end().string("role", "assistant");
            }
            case REASONING -> {
                out.string("type", "reasoning").array("summary");
                if (partOpen) {
                    out.object();
                    summary(out);
                    out.end();
                }
                out.end();
                if (encrypted != null) {
                    out.string("encrypted_content", encrypted);
                }
            }
            case CALL -> {
                out.string("type", "function_call").string("status", status);
                out.string("arguments", status.equals("completed") ? arguments() : text.toString())
                        .string("call_id", callId)
                        .string("name", name);
            }
        }
    }

    /** Those of a call that is over; one of a tool without any may have said none, which is no JSON. */
    String arguments() {
        return text.isEmpty() ? "{}" : text.toString();
    }

    /** The one part of a summary, with what was written of it. */
    void summary(JsonOut out) {
        out.string("type", "summary_text").string("text", text.toString());
    }

    static void citation(JsonOut out, UrlCitation citation) {
        out.string("type", "url_citation");
        out.number("start_index", citation.start()).number("end_index", citation.end());
        out.string("url", citation.url()).string("title", citation.title()).end();
    }
}
