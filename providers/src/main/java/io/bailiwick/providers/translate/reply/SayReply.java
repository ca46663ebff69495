package io.bailiwick.providers.translate.reply;

import com.fasterxml.jackson.core.JsonFactory;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.EventData;
import io.bailiwick.providers.JsonLimits;
import io.bailiwick.providers.UnreadableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Joins the reader of the endpoint's dialect to the writer of the client's. */
public final class SayReply {

    private static final byte[] NOTHING = {};

    private final JsonFactory factory;
    private final long mostChars;

    public SayReply(JsonLimits limits) {
        this.factory = limits.factory();
        this.mostChars = limits.stringChars();
    }

    /** Who is answered: the client's API, and what of its request a reply shows. */
    public record Client(Api api, String model, boolean wantsUsageChunk, byte[] body, long nowSeconds) {}

    public byte[] unary(Client client, Api spoken, byte[] reply) {
        ReplyWriter writer = writer(client, false);
        reader(client, spoken, writer).whole(reply);
        return writer.take();
    }

    public byte[] error(Api client, int status, byte[] body) {
        JsonOut out = new JsonOut();
        ErrorRead.of(factory, status, body, body.length).write(out, client.dialect());
        return out.take();
    }

    /** Each whole event of the endpoint becomes the client's events. */
    public StreamSaid stream(Client client, Api spoken) {
        ReplyWriter writer = writer(client, true);
        return new StreamSaid(reader(client, spoken, writer), writer);
    }

    /** One stream on its way. */
    public static final class StreamSaid {

        private final EventData data = new EventData();
        private final ReplyReader reader;
        private final ReplyWriter writer;

        private StreamSaid(ReplyReader reader, ReplyWriter writer) {
            this.reader = reader;
            this.writer = writer;
        }

        /** Borrows {@code wholeEvent}. */
        public byte[] event(ByteBuffer wholeEvent) {
            data.read(wholeEvent);
            if (data.isEmpty()) {
                return NOTHING;
            }
            reader.event(data.name(), data.bytes(), data.length());
            return writer.take();
        }

        public long nextSequence() {
            return writer.nextSequence();
        }
    }

    private ReplyReader reader(Client client, Api spoken, ReplySink sink) {
        Unsaid unsaid = new Unsaid(
                client.model(),
                client.nowSeconds(),
                client.api() == Api.CHAT,
                sequence -> client.api() == Api.MESSAGES && asksToStopAt(client, sequence));
        return switch (spoken) {
            case CHAT -> new ChatReader(factory, sink, unsaid);
            case MESSAGES -> new MessagesReader(factory, sink, unsaid);
            default -> throw unsaid(spoken);
        };
    }

    private boolean asksToStopAt(Client client, String sequence) {
        List<String> asked = new ArrayList<>();
        JsonIn.read(factory, client.body(), client.body().length, (in, key) -> {
            if (key.equals("stop_sequences")) {
                in.array(() -> asked.add(String.valueOf(in.scalar())));
            }
        });
        return asked.contains(sequence);
    }

    private ReplyWriter writer(Client client, boolean streams) {
        return switch (client.api()) {
            case CHAT -> streams ? new ChatChunks(client.wantsUsageChunk()) : new ChatWhole();
            case MESSAGES -> streams ? new MessageEvents() : new MessageWhole(factory);
            case RESPONSES -> new ResponseWords(streams, EchoRead.of(factory, client.body()), mostChars);
            default -> throw unsaid(client.api());
        };
    }

    private static UnreadableException unsaid(Api api) {
        return new UnreadableException("replies of " + api.word() + " are not translated", null);
    }
}
