package io.bailiwick.providers.translate.reply;

import com.fasterxml.jackson.core.JsonFactory;
import io.bailiwick.providers.UnreadableException;
import org.jspecify.annotations.Nullable;

/** Reads Anthropic's Messages: a stream's events, or one whole message. */
final class MessagesReader implements ReplyReader {

    private final JsonFactory factory;
    private final ReplySink sink;
    private final Unsaid unsaid;
    private final UsageRead usage = new UsageRead();
    private boolean begun;
    private boolean ended;
    private boolean over;
    private int openBlock = -1;
    private @Nullable MessageBlock open;
    private int calls;
    private boolean argued;

    MessagesReader(JsonFactory factory, ReplySink sink, Unsaid unsaid) {
        this.factory = factory;
        this.sink = sink;
        this.unsaid = unsaid;
    }

    @Override
    public void whole(byte[] reply) {
        MessageRead message = new MessageRead(usage);
        JsonIn.read(factory, reply, reply.length, message::member);
        if (!"message".equals(message.type())) {
            throw new UnreadableException("the reply is no message", "type");
        }
        tell(message);
        if (!ended) {
            throw new UnreadableException("the message ends without a reason", "stop_reason");
        }
        over = true;
        sink.finished();
    }

    @Override
    public void event(String name, byte[] data, int length) {
        if (over) {
            return;
        }
        MessageEvent event = new MessageEvent(usage);
        JsonIn.read(factory, data, length, event::member);
        String type = event.type() == null ? name : event.type();
        switch (type) {
            case "message_start" -> start(event);
            case "content_block_start" -> blockStart(event.index(), event.block());
            case "content_block_delta" -> delta(event);
            case "content_block_stop" -> blockStop(event.index());
            case "message_delta" -> end(event.stop());
            case "message_stop" -> stop();
            case "error" -> {
                over = true;
                sink.failed(event.error());
            }
            default -> {
                // Anthropic asks its readers to pass over events that they do not know, as pings.
            }
        }
    }

    private void start(MessageEvent event) {
        if (begun) {
            throw new UnreadableException("the message begins twice", "type");
        }
        usage.begun();
        tell(event.message());
    }

    private void tell(MessageRead message) {
        begun = true;
        sink.began(unsaid.head(message.id(), message.model(), null, null));
        sink.opened(0);
        int index = 0;
        for (MessageBlock block : message.content()) {
            blockStart(index, block);
            blockStop(index++);
        }
        if (message.stop().reason() != null) {
            end(message.stop());
        }
    }

    private void blockStart(int index, MessageBlock block) {
        if (!begun || ended || open != null) {
            throw new UnreadableException("a content block begins out of its turn", "index");
        }
        openBlock = index;
        open = block;
        argued = false;
        switch (block.type()) {
            case "text" -> text(block.text());
            case "thinking" -> {
                sink.reasoningBegan(0);
                thinking(block.thinking());
                signature(block.signature());
            }
            case "redacted_thinking" -> sink.redacted(0, block.data());
            case "tool_use" -> {
                sink.toolCall(0, calls, block.id(), block.name());
                arguments(block.hasInput() ? block.input() : "");
            }
            default -> throw new UnreadableException("the reply has a part that is not translated", "content.type");
        }
    }

    private void delta(MessageEvent event) {
        MessageBlock block = at(event.index());
        MessageDelta delta = event.delta();
        switch (block.type() + "/" + delta.type()) {
            case "text/text_delta" -> text(delta.text());
            case "thinking/thinking_delta" -> thinking(delta.thinking());
            case "thinking/signature_delta" -> signature(delta.signature());
            case "tool_use/input_json_delta" -> arguments(delta.json());
            default -> throw new UnreadableException("the reply has a part that is not translated", "delta.type");
        }
    }

    private void blockStop(int index) {
        if (at(index).type().equals("tool_use")) {
            arguments(argued ? "" : "{}");
            calls++;
        }
        open = null;
    }

    private MessageBlock at(int index) {
        MessageBlock block = open;
        if (block == null || index != openBlock) {
            throw new UnreadableException("a content block goes on that is not open", "index");
        }
        return block;
    }

    private void end(MessageStop stop) {
        if (!begun || open != null) {
            throw new UnreadableException("the message ends out of its turn", "type");
        }
        if (usage.any()) {
            sink.usage(usage.exclusive());
        }
        if (stop.reason() == null || ended) {
            return;
        }
        ended = true;
        if (!stop.explanation().isEmpty()) {
            sink.refusal(0, stop.explanation());
        }
        sink.ended(0, stop.ending());
    }

    private void stop() {
        if (!ended) {
            throw new UnreadableException("the message ends without a reason", "stop_reason");
        }
        over = true;
        sink.finished();
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            sink.text(0, text);
        }
    }

    private void thinking(String text) {
        if (!text.isEmpty()) {
            sink.reasoning(0, text);
        }
    }

    private void signature(String signature) {
        if (!signature.isEmpty()) {
            sink.signature(0, signature);
        }
    }

    private void arguments(String piece) {
        if (!piece.isEmpty()) {
            argued = true;
            sink.arguments(0, calls, piece);
        }
    }
}
