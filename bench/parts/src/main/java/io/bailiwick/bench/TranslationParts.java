package io.bailiwick.bench;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.FieldGate;
import io.bailiwick.providers.InferenceReader;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.JsonLimits;
import io.bailiwick.providers.Provider;
import io.bailiwick.providers.ReplyReaders;
import io.bailiwick.providers.UnaryReader;
import io.bailiwick.providers.UpstreamEdits;
import io.bailiwick.providers.translate.Target;
import io.bailiwick.providers.translate.TranslateReply;
import io.bailiwick.providers.translate.TranslateRequest;
import io.bailiwick.providers.translate.Translation;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a chat costs whole: read and passed on, or read, said in Messages and judged in those words once more. */
@State(Scope.Thread)
public class TranslationParts {

    @Param({"1024", "102400"})
    public int bytes;

    private final JsonLimits limits = new JsonLimits(64, 16 << 20, 1000, 4096);
    private final InferenceReader reader = new InferenceReader(FieldGate.load(), limits);
    private final ReplyReaders replies = new ReplyReaders(limits);
    private final TranslateRequest translate = new TranslateRequest(limits);
    private final TranslateReply back = new TranslateReply(limits, InstantSource.system());
    private final Target target = new Target(Api.MESSAGES, Provider.ANTHROPIC, "claude", null, 4096L);
    private final byte[] reply = Bodies.reply();
    private final TranslateReply.Asked asked =
            new TranslateReply.Asked(Api.MESSAGES, "m", false, "{\"model\":\"m\",\"messages\":[]}".getBytes());
    private byte[] request = new byte[0];

    @Setup
    public void request() {
        request = Bodies.request(bytes);
    }

    private InferenceRequest read(Api api, byte[] body) {
        return reader.read(api, body).match(each -> each, malformed -> {
            throw new IllegalStateException(malformed.toString());
        });
    }

    @Benchmark
    public byte[] requestPassedOn() {
        return read(Api.CHAT, request).bodyFor(new UpstreamEdits("gpt-4o-se", null, false));
    }

    @Benchmark
    public InferenceRequest requestTranslated() {
        byte[] said = translate.of(read(Api.CHAT, request), target).match(Translation.Carried::body, not -> {
            throw new IllegalStateException(not.field());
        });
        return read(Api.MESSAGES, said);
    }

    @Benchmark
    public void replyPassedOn(Blackhole hole) {
        hole.consume(facts());
    }

    @Benchmark
    public void replyTranslated(Blackhole hole) {
        hole.consume(facts());
        hole.consume(back.unary(asked, Api.CHAT, reply));
    }

    private Object facts() {
        UnaryReader unary = replies.unary(Api.CHAT);
        unary.feed(ByteBuffer.wrap(reply));
        unary.end();
        return unary.facts();
    }
}
