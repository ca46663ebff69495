package io.bailiwick.providers.translate.reply;

import com.fasterxml.jackson.core.JsonFactory;
import io.bailiwick.providers.UnreadableException;
import io.bailiwick.providers.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes Anthropic's Messages as one whole message. */
final class MessageWhole implements ReplyWriter {

    /** A content block while it is put together. */
    private static final class Block {

        private final String type;
        private final StringBuilder text = new StringBuilder();
        private String id = "";
        private String name = "";
        private String signature = "";

        Block(String type) {
            this.type = type;
        }
    }

    private static final String REFUSAL = "refusal";

    private final JsonFactory factory;
    private final JsonOut out = new JsonOut();
    private final List<Block> blocks = new ArrayList<>(1);
    private final List<Block> calls = new ArrayList<>(0);
    private ReplyHead head = new ReplyHead("", "", 0, null);
    private boolean signed;
    private boolean refused;
    private Ending ending = Ending.of(Ending.Why.STOP);
    private Usage usage = Usage.UNKNOWN;

    MessageWhole(JsonFactory factory) {
        this.factory = factory;
    }

    /** Anthropic says {@code tool_use} where OpenAI may say {@code stop}: where a tool had to be called by name. */
    static String stopReason(Ending ending, boolean refused, boolean calls) {
        Ending.Why why = ending.why();
        if (refused) {
            return Ending.Why.FILTERED.messages();
        }
        return calls && why == Ending.Why.STOP ? Ending.Why.TOOL_CALLS.messages() : why.messages();
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
        // There is one.
    }

    @Override
    public void text(int choice, String text) {
        last("text").text.append(text);
    }

    @Override
    public void refusal(int choice, String text) {
        refused = true;
        last(REFUSAL).text.append(text);
    }

    @Override
    public void reasoningBegan(int choice) {
        add("thinking");
    }

    @Override
    public void reasoning(int choice, String text) {
        thinking().text.append(text);
    }

    @Override
    public void signature(int choice, String signature) {
        thinking().signature = signature;
        signed = true;
    }

    private Block thinking() {
        return signed ? add("thinking") : last("thinking");
    }

    @Override
    public void redacted(int choice, String data) {
        add("redacted_thinking").text.append(data);
    }

    @Override
    public void toolCall(int choice, int call, String id, String name) {
        Block block = add("tool_use");
        block.id = id;
        block.name = name;
        calls.add(block);
    }

    @Override
    public void arguments(int choice, int call, String piece) {
        calls.get(call).text.append(piece);
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
    }

    @Override
    public void usage(Usage known) {
        usage = known;
    }

    @Override
    public void failed(ErrorWords error) {
        throw new UnreadableException("the reply is an error", "error");
    }

    @Override
    public void finished() {
        out.object().string("id", head.idIn("msg_")).string("type", "message").string("role", "assistant");
        out.string("model", head.model()).array("content");
        blocks.forEach(this::write);
        out.end();
        out.string("stop_reason", stopReason(ending, refused, !calls.isEmpty()));
        out.string("stop_sequence", ending.sequence());
        UsageWords.messages(out, usage);
        out.end();
    }

    private void write(Block block) {
        String text = block.text.toString();
        out.object().string("type", block.type.equals(REFUSAL) ? "text" : block.type);
        switch (block.type) {
            case "thinking" -> out.string("thinking", text).string("signature", block.signature);
            case "redacted_thinking" -> out.string("data", text);
            case "tool_use" -> {
                out.string("id", block.id).string("name", block.name);
                out.json("input", isCutOff(block) ? cutOff(text) : input(text));
            }
            default -> out.string("text", text);
        }
        out.end();
    }

    /** The object that the arguments are; a tool without any may have none. */
    private String input(String arguments) {
        if (arguments.isBlank() || arguments.equals("null")) {
            return "{}";
        }
        byte[] bytes = arguments.getBytes(StandardCharsets.UTF_8);
        return JsonIn.object(factory, bytes);
    }

    /** Whether the model was stopped in the middle of it: then its arguments need not be whole. */
    private boolean isCutOff(Block block) {
        return ending.why().incomplete() != null && block == calls.get(calls.size() - 1);
    }

    /** What a client makes of half an object that comes as a stream, too. */
    private String cutOff(String arguments) {
        try {
            return input(arguments);
        } catch (UnreadableException half) {
            return "{}";
        }
    }

    private Block last(String type) {
        Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        return last != null && last.type.equals(type) ? last : add(type);
    }

    private Block add(String type) {
        signed = false;
        Block block = new Block(type);
        blocks.add(block);
        return block;
    }
}
