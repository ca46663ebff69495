package io.bailiwick.providers.translate;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.JsonLimits;
import io.bailiwick.providers.UnreadableException;
import io.bailiwick.providers.translate.reply.SayReply;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/** Says an endpoint's reply in the client's dialect. */
public final class TranslateReply {

    /** What of a client's request shapes its reply. */
    public record Asked(Api api, String model, boolean wantsUsageChunk, byte[] body) {
        public static Asked of(InferenceRequest asked) {
            return new Asked(asked.api(), asked.model(), asked.wantsUsageChunk(), asked.body());
        }
    }

    private final SayReply say;
    private final InstantSource clock;

    /** {@code clock} dates a reply whose endpoint does not say when it was made. */
    public TranslateReply(JsonLimits limits, InstantSource clock) {
        this.say = new SayReply(limits);
        this.clock = clock;
    }

    /**
     * One whole reply, {@code spoken} being the API that the endpoint was asked by.
     *
     * @throws UnreadableException where it is no reply of that dialect, or has no counterpart in the client's
     */
    public byte[] unary(Asked asked, Api spoken, byte[] reply) {
        return say.unary(client(asked), spoken, reply);
    }

    /** An error's body, which may be any JSON or none at all; {@code status} is what it came with. */
    public byte[] error(Asked asked, Api spoken, int status, byte[] body) {
        return say.error(asked.api(), status, body);
    }

    /** The translation of one stream. */
    public StreamTranslation stream(Asked asked, Api spoken) {
        return new Said(say.stream(client(asked), spoken));
    }

    private record Said(SayReply.StreamSaid stream) implements StreamTranslation {
        @Override
        public byte[] event(ByteBuffer wholeEvent) {
            return stream.event(wholeEvent);
        }

        @Override
        public long nextSequence() {
            return stream.nextSequence();
        }
    }

    private SayReply.Client client(Asked asked) {
        return new SayReply.Client(
                asked.api(),
                asked.model(),
                asked.wantsUsageChunk(),
                asked.body(),
                clock.instant().getEpochSecond());
    }
}
