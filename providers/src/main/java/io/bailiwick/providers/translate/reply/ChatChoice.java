package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One choice of one chunk, or of a whole reply, as it was read: keys come in any order, and are told in one. */
final class ChatChoice {

    /** A piece of content or reasoning; of what is null nothing was said. */
    private record Part(
            Kind kind, @Nullable String text, @Nullable String signature) {
        enum Kind {
            TEXT,
            THINKING,
            SIGNED,
            REDACTED
        }
    }

    /** A piece of one call, empty where it does not say; {@code index} is the endpoint's own number. */
    record CallPiece(@Nullable Integer index, String id, String name, String arguments) {}

    private int index;
    private boolean speaks;
    private @Nullable String reasoning;
    private @Nullable String otherReasoning;
    private @Nullable String refusal;
    private @Nullable String finish;
    private @Nullable String sequence;
    private @Nullable String contentLogprobs;
    private @Nullable String refusalLogprobs;
    private final List<Part> details = new ArrayList<>(0);
    private final List<Part> content = new ArrayList<>(1);
    private final List<CallPiece> calls = new ArrayList<>(0);
    private final List<UrlCitation> citations = new ArrayList<>(0);

    static ChatChoice read(JsonIn in) {
        ChatChoice choice = new ChatChoice();
        in.object(key -> choice.member(in, key));
        return choice;
    }

    int index() {
        return index;
    }

    /** Whether it has a message, or a piece of one. */
    boolean speaks() {
        return speaks;
    }

    @Nullable
    String finish() {
        return finish;
    }

    /** The stop sequence that vLLM and SGLang name. */
    @Nullable
    String sequence() {
        return sequence;
    }

    List<CallPiece> calls() {
        return calls;
    }

    private static @Nullable String emptyIsNone(@Nullable String said) {
        return said == null || said.isEmpty() ? null : said;
    }

    private void member(JsonIn in, String key) {
        switch (key) {
            case "index" -> index = in.index();
            case "delta", "message" -> speaks |= in.object(inner -> said(in, inner));
            case "finish_reason" -> finish = emptyIsNone(in.string()); // some servers write one with each chunk
            case "stop_reason", "matched_stop" -> sequence = in.isString() ? in.string() : sequence;
            case "logprobs" -> {
                if (in.isObject()) {
                    in.object(inner -> logprobs(in, inner));
                }
            }
            default -> {
                // A provider's own addition.
            }
        }
    }

    private void logprobs(JsonIn in, String key) {
        switch (key) {
            case "content" -> contentLogprobs = in.isArray() ? in.json() : null;
            case "refusal" -> refusalLogprobs = in.isArray() ? in.json() : null;
            default -> {
                // A provider's own addition.
            }
        }
    }

    private void said(JsonIn in, String key) {
        switch (key) {
            case "content" -> content(in);
            case "reasoning_content" -> reasoning = in.string();
            case "reasoning" -> otherReasoning = in.string();
            case "reasoning_details" -> in.array(() -> detail(in));
            case "refusal" -> refusal = in.string();
            case "tool_calls" -> calls(in);
            case "annotations" -> in.array(() -> citations.add(citation(in)));
            case "audio", "function_call", "images" -> {
                if (in.isSomething()) {
                    throw new UnreadableException("the reply has a part that is not translated", key);
                }
            }
            default -> {
                // A provider's own addition.
            }
        }
    }

    private void content(JsonIn in) {
        if (in.isArray()) {
            in.array(() -> contentPart(in));
        } else {
            String text = in.string();
            if (text != null && !text.isEmpty()) {
                content.add(new Part(Part.Kind.TEXT, text, null));
            }
        }
    }

    /** A part of Mistral's content. */
    private void contentPart(JsonIn in) {
        if (in.isString()) {
            content.add(new Part(Part.Kind.TEXT, in.string(), null));
            return;
        }
        ContentPart part = new ContentPart();
        in.object(key -> part.member(in, key));
        switch (part.type == null ? "" : part.type) {
            case "text" -> content.add(new Part(Part.Kind.TEXT, part.text.toString(), null));
            case "thinking" -> content.add(new Part(Part.Kind.THINKING, part.text.toString(), part.signature));
            default -> throw new UnreadableException("the reply has a part that is not translated", "content.type");
        }
    }

    /** A part of content while it is read; the text of reasoning is itself a list of parts. */
    private static final class ContentPart {

        private final StringBuilder text = new StringBuilder();
        private @Nullable String type;
        private @Nullable String signature;

        void member(JsonIn in, String key) {
            switch (key) {
                case "type" -> type = in.string();
                case "text" -> append(in.string());
                case "signature" -> signature = in.string();
                case "thinking" -> {
                    if (in.isString()) {
                        append(in.string());
                    } else {
                        in.array(() -> thought(in));
                    }
                }
                default -> {
                    // A provider's own addition.
                }
            }
        }

        private void thought(JsonIn in) {
            ContentPart inner = new ContentPart();
            in.object(key -> inner.member(in, key));
            if (!"text".equals(inner.type)) {
                throw new UnreadableException("the reply has a part that is not translated", "thinking.type");
            }
            text.append(inner.text);
        }

        private void append(@Nullable String more) {
            text.append(more == null ? "" : more);
        }
    }

    /** An element of {@code reasoning_details}. */
    private void detail(JsonIn in) {
        String[] read = new String[5];
        in.object(key -> {
            switch (key) {
                case "type" -> read[0] = in.string();
                case "text" -> read[1] = in.string();
                case "signature" -> read[2] = in.string();
                case "data" -> read[3] = in.string();
                case "summary" -> read[4] = in.string();
                default -> {
                    // A provider's own addition.
                }
            }
        });
        switch (read[0] == null ? "" : read[0]) {
            case "reasoning.text" -> details.add(new Part(Part.Kind.SIGNED, read[1], read[2]));
            case "reasoning.summary" -> details.add(new Part(Part.Kind.THINKING, read[4], null));
            case "reasoning.encrypted" -> details.add(new Part(Part.Kind.REDACTED, read[3], null));
            default ->
                throw new UnreadableException("the reply has a part that is not translated", "reasoning_details.type");
        }
    }

    /** TGI gives one call where the others give a list. */
    private void calls(JsonIn in) {
        if (in.isObject()) {
            calls.add(call(in));
        } else {
            in.array(() -> calls.add(call(in)));
        }
    }

    private static CallPiece call(JsonIn in) {
        CallRead read = new CallRead();
        in.object(key -> read.member(in, key));
        return new CallPiece(read.index, orEmpty(read.id), orEmpty(read.name), orEmpty(read.arguments));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A piece of a call while it is read. */
    private static final class CallRead {

        private @Nullable Integer index;
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String arguments;

        void member(JsonIn in, String key) {
            switch (key) {
                case "index" -> index = in.isNull() ? null : (Integer) in.index();
                case "id" -> id = in.scalar();
                case "type" -> type(in.string());
                case "function" -> in.object(inner -> function(in, inner));
                case "custom" -> type("custom");
                default -> {
                    // A provider's own addition.
                }
            }
        }

        private static void type(@Nullable String type) {
            if (type != null && !type.isEmpty() && !type.equals("function")) {
                throw new UnreadableException("the reply calls a tool that is no function", "tool_calls.type");
            }
        }

        /** Mistral and TGI may give the arguments as the object that they are. */
        private void function(JsonIn in, String key) {
            switch (key) {
                case "name" -> name = in.string();
                case "arguments" -> arguments = in.isString() ? in.string() : in.isNull() ? null : in.json();
                default -> {
                    // A provider's own addition.
                }
            }
        }
    }

    private static UrlCitation citation(JsonIn in) {
        long[] range = new long[2];
        @Nullable String[] words = {"", "", ""};
        in.object(key -> {
            switch (key) {
                case "type" -> words[0] = in.string();
                case "url_citation" -> in.object(inner -> urlCitation(in, inner, range, words));
                default -> {
                    // A provider's own addition.
                }
            }
        });
        if (!"url_citation".equals(words[0])) {
            throw new UnreadableException("the reply has a part that is not translated", "annotations.type");
        }
        return new UrlCitation(range[0], range[1], words[1] == null ? "" : words[1], words[2] == null ? "" : words[2]);
    }

    private static void urlCitation(JsonIn in, String key, long[] range, @Nullable String[] words) {
        switch (key) {
            case "start_index" -> range[0] = in.index();
            case "end_index" -> range[1] = in.index();
            case "url" -> words[1] = in.string();
            case "title" -> words[2] = in.string();
            default -> {
                // A provider's own addition.
            }
        }
    }

    /** Tells everything but the calls and the ending, which depend on what came before. */
    void tellWords(ReplySink sink) {
        if (details.isEmpty()) {
            String thought = reasoning == null || reasoning.isEmpty() ? otherReasoning : reasoning;
            if (thought != null && !thought.isEmpty()) {
                sink.reasoning(index, thought);
            }
        }
        details.forEach(part -> tell(sink, part));
        if (contentLogprobs != null || refusalLogprobs != null) {
            sink.logprobs(index, contentLogprobs, refusalLogprobs);
        }
        content.forEach(part -> tell(sink, part));
        if (refusal != null && !refusal.isEmpty()) {
            sink.refusal(index, refusal);
        }
        citations.forEach(citation -> sink.citation(index, citation));
    }

    private void tell(ReplySink sink, Part part) {
        String text = part.text() == null ? "" : part.text();
        switch (part.kind()) {
            case TEXT -> {
                if (!text.isEmpty()) {
                    sink.text(index, text);
                }
            }
            case REDACTED -> sink.redacted(index, text);
            case THINKING, SIGNED -> {
                if (!text.isEmpty()) {
                    sink.reasoning(index, text);
                }
                if (part.signature() != null && !part.signature().isEmpty()) {
                    sink.signature(index, part.signature());
                }
            }
        }
    }
}
