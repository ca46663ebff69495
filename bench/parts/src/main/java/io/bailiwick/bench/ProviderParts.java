package io.bailiwick.bench;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.Event;
import io.bailiwick.providers.FieldGate;
import io.bailiwick.providers.InferenceReader;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.JsonLimits;
import io.bailiwick.providers.Reading;
import io.bailiwick.providers.ReplyFacts;
import io.bailiwick.providers.ReplyReaders;
import io.bailiwick.providers.StreamReader;
import io.bailiwick.providers.UnaryReader;
import io.bailiwick.providers.UpstreamEdits;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is read of bodies: the request for the gate, the reply for its facts, an event of a stream. */
@State(Scope.Thread)
public class ProviderParts {

    private static final JsonLimits LIMITS = new JsonLimits(64, 16 << 20, 1000, 4096);

    private final InferenceReader reader = new InferenceReader(FieldGate.load(), LIMITS);
    private final ReplyReaders replies = new ReplyReaders(LIMITS);
    private final byte[] small = Bodies.request(1 << 10);
    private final byte[] middle = Bodies.request(32 << 10);
    private final byte[] large = Bodies.request(100 << 10);
    private final byte[] conversation = Bodies.conversation(32 << 10);
    private final byte[] reply = Bodies.reply();
    private final byte[] event = Bodies.event();
    private final InferenceRequest asked = read(small);
    private final StreamReader stream = replies.stream(Api.CHAT, false);

    private InferenceRequest read(byte[] body) {
        return reader.read(Api.CHAT, body).match(request -> request, malformed -> {
            throw new IllegalStateException(malformed.toString());
        });
    }

    @Benchmark
    public Reading requestOf1K() {
        return reader.read(Api.CHAT, small);
    }

    @Benchmark
    public Reading requestOf32K() {
        return reader.read(Api.CHAT, middle);
    }

    @Benchmark
    public Reading conversationOf32K() {
        return reader.read(Api.CHAT, conversation);
    }

    @Benchmark
    public Reading requestOf100K() {
        return reader.read(Api.CHAT, large);
    }

    @Benchmark
    public String promptFingerprint() {
        return asked.promptFingerprint();
    }

    @Benchmark
    public byte[] bodyWithAnotherModel() {
        return asked.bodyFor(new UpstreamEdits("gpt-4o-se", null, false));
    }

    @Benchmark
    public ReplyFacts replyInOnePiece() {
        UnaryReader unary = replies.unary(Api.CHAT);
        unary.feed(ByteBuffer.wrap(reply));
        unary.end();
        return unary.facts();
    }

    @Benchmark
    public ReplyFacts replyInTwoPieces() {
        UnaryReader unary = replies.unary(Api.CHAT);
        unary.feed(ByteBuffer.wrap(reply, 0, reply.length / 2));
        unary.feed(ByteBuffer.wrap(reply, reply.length / 2, reply.length - reply.length / 2));
        unary.end();
        return unary.facts();
    }

    @Benchmark
    public Event eventOfAStream() {
        return stream.read(ByteBuffer.wrap(event));
    }
}
