package io.bailiwick.providers.translate.reply;

import com.fasterxml.jackson.core.JsonFactory;
import io.bailiwick.providers.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenAI's chat as OpenAI, Azure, Mistral, vLLM, SGLang, llama.cpp, Ollama and TGI speak it: a stream's chunks,
 * or one whole reply, which is a chunk with everything in it.
 */
final class ChatReader implements ReplyReader {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final JsonFactory factory;
    private final ReplySink sink;
    private final Unsaid unsaid;
    private final List<@Nullable Progress> progress = new ArrayList<>(1);
    private boolean begun;
    private boolean over;

    ChatReader(JsonFactory factory, ReplySink sink, Unsaid unsaid) {
        this.factory = factory;
        this.sink = sink;
        this.unsaid = unsaid;
    }

    /** How far one choice has come. */
    private static final class Progress {

        private final ChatCalls calls;
        private @Nullable Ending ending;

        Progress(ChatCalls calls) {
            this.calls = calls;
        }
    }

    /** One object as it was read. */
    private static final class Chunk {

        private @Nullable String id;
        private @Nullable String model;
        private @Nullable Long created;
        private @Nullable String fingerprint;
        private boolean isReply;
        private boolean isError;
        private final List<ChatChoice> choices = new ArrayList<>(1);
        private final UsageRead usage = new UsageRead();
        private @Nullable ErrorWords error;

        void member(JsonIn in, String key) {
            switch (key) {
                case "id" -> id = in.string();
                case "model" -> model = in.string();
                case "object" -> isError = "error".equals(in.string());
                case "created" -> created = in.count();
                case "system_fingerprint" -> fingerprint = in.string();
                case "choices" -> isReply |= in.array(() -> choices.add(ChatChoice.read(in)));
                case "usage" -> isReply |= usage.read(in);
                case "timings" -> usage.timings(in);
                case "error" -> error = in.isNull() ? error : ErrorRead.inside(in, 0);
                default -> {
                    // A provider's own addition.
                }
            }
        }
    }

    @Override
    public void whole(byte[] reply) {
        Chunk chunk = read(reply, reply.length);
        for (ChatChoice choice : chunk.choices) {
            if (!choice.speaks()) {
                throw new UnreadableException("a choice has no message", "choices.message");
            }
        }
        tell(chunk);
        done();
    }

    @Override
    public void event(String name, byte[] data, int length) {
        if (over) {
            return;
        }
        if (isDone(data, length)) {
            done();
            return;
        }
        Chunk chunk = read(data, length);
        if (chunk.error == null && (chunk.isError || name.equals("error"))) {
            fail(ErrorRead.of(factory, 0, data, length));
        } else {
            tell(chunk);
        }
    }

    private static boolean isDone(byte[] data, int length) {
        return length == DONE.length && Arrays.equals(data, 0, length, DONE, 0, length);
    }

    private Chunk read(byte[] data, int length) {
        Chunk chunk = new Chunk();
        JsonIn.read(factory, data, length, chunk::member);
        return chunk;
    }

    private void tell(Chunk chunk) {
        if (chunk.error != null) {
            fail(chunk.error);
            return;
        }
        if (!chunk.isReply) {
            throw new UnreadableException("the reply has no choices", "choices");
        }
        for (ChatChoice choice : chunk.choices) {
            choice(chunk, choice);
        }
        if (chunk.usage.any() && !over) {
            begin(chunk);
            sink.usage(chunk.usage.inclusive());
        }
    }

    private void choice(Chunk chunk, ChatChoice choice) {
        if (over || (!choice.speaks() && choice.finish() == null)) {
            return;
        }
        begin(chunk);
        Progress so = progress(choice.index());
        choice.tellWords(sink);
        choice.calls().forEach(piece -> so.calls.take(piece, sink));
        if (choice.finish() != null) {
            end(choice, choice.finish(), so);
        }
    }

    /** The end is told when the whole reply ends, for some servers say of every call that it is the last. */
    private void end(ChatChoice choice, String finish, Progress so) {
        switch (finish) {
            case "error", "abort", "insufficient_system_resource" ->
                throw new UnreadableException("the endpoint gave up in the middle", "finish_reason");
            default -> so.ending = ending(finish, choice.sequence());
        }
    }

    private Ending ending(String finish, @Nullable String sequence) {
        boolean asked = sequence != null && unsaid.asksToStopAt(sequence);
        return switch (finish) {
            case "stop" -> asked ? new Ending(Ending.Why.STOP_SEQUENCE, sequence) : Ending.of(Ending.Why.STOP);
            case "eos_token" -> Ending.of(Ending.Why.STOP);
            case "stop_sequence" -> new Ending(Ending.Why.STOP_SEQUENCE, asked ? sequence : null);
            case "length" -> Ending.of(Ending.Why.LENGTH);
            case "model_length" -> Ending.of(Ending.Why.CONTEXT_FULL);
            case "tool_calls" -> Ending.of(Ending.Why.TOOL_CALLS);
            case "content_filter" -> Ending.of(Ending.Why.FILTERED);
            default -> throw new UnreadableException("the reply ends for a reason that is not known", "finish_reason");
        };
    }

    private void begin(Chunk chunk) {
        if (!begun) {
            begun = true;
            sink.began(unsaid.head(chunk.id, chunk.model, chunk.created, chunk.fingerprint));
        }
    }

    private Progress progress(int choice) {
        if (choice >= unsaid.choices()) {
            throw new UnreadableException("the reply has more choices than were asked for", "choices.index");
        }
        while (progress.size() <= choice) {
            progress.add(null);
        }
        Progress so = progress.get(choice);
        if (so == null) {
            so = new Progress(new ChatCalls(choice, unsaid.callId(choice)));
            progress.set(choice, so);
            sink.opened(choice);
        }
        return so;
    }

    private void fail(ErrorWords error) {
        over = true;
        sink.failed(error);
    }

    private void done() {
        if (over) {
            return;
        }
        int ends = 0;
        for (int choice = 0; choice < progress.size(); choice++) {
            Progress so = progress.get(choice);
            if (so == null) {
                throw new UnreadableException("a choice is missing before the last", "choices");
            }
            ends += end(choice, so);
        }
        if (ends == 0) {
            throw new UnreadableException("the reply has no choices", "choices");
        }
        over = true;
        sink.finished();
    }

    private int end(int choice, Progress so) {
        if (so.ending == null) {
            throw new UnreadableException("a choice ends without a reason", "finish_reason");
        }
        so.calls.end();
        sink.ended(choice, so.ending);
        return 1;
    }
}
