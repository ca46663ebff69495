package io.bailiwick.bench;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.Event;
import io.bailiwick.providers.JsonLimits;
import io.bailiwick.providers.ReplyReaders;
import io.bailiwick.providers.StreamReader;
import io.bailiwick.providers.translate.StreamTranslation;
import io.bailiwick.providers.translate.TranslateReply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What one event of a stream costs: read as it passes, as every stream is, and translated beside that. */
@State(Scope.Thread)
public class ReplyParts {

    private static final int EVENTS = 200;

    @Param({"chat", "messages"})
    public String spoken;

    private final JsonLimits limits = new JsonLimits(64, 16 << 20, 1000, 10_000);
    private final ReplyReaders readers = new ReplyReaders(limits);
    private final TranslateReply translate = new TranslateReply(limits, InstantSource.system());
    private final byte[] request = "{\"model\":\"m\",\"input\":\"hi\"}".getBytes(StandardCharsets.UTF_8);
    private List<ByteBuffer> events = List.of();
    private Api api = Api.CHAT;

    @Setup
    public void events() {
        api = spoken.equals("chat") ? Api.CHAT : Api.MESSAGES;
        List<ByteBuffer> made = new ArrayList<>();
        if (api == Api.CHAT) {
            for (int at = 0; at < EVENTS - 2; at++) {
                made.add(chunk("{\"content\":\" word" + at + "\"}", "null"));
            }
            made.add(chunk("{}", "\"stop\""));
            made.add(event("[DONE]"));
        } else {
            made.add(event(
                    "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
                        + "\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}"));
            made.add(
                    event(
                            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"));
            for (int at = 0; at < EVENTS - 5; at++) {
                made.add(event(
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                                + " word"
                                + at + "\"}}"));
            }
            made.add(event("{\"type\":\"content_block_stop\",\"index\":0}"));
            made.add(
                    event(
                            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":200}}"));
            made.add(event("{\"type\":\"message_stop\"}"));
        }
        events = made;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void readAsItPasses(Blackhole hole) {
        StreamReader reader = readers.stream(api, false);
        for (ByteBuffer event : events) {
            Event kind = reader.read(event);
            hole.consume(kind);
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void toTheOtherDialect(Blackhole hole) {
        translated(api == Api.CHAT ? Api.MESSAGES : Api.CHAT, hole);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void toResponses(Blackhole hole) {
        translated(Api.RESPONSES, hole);
    }

    private void translated(Api client, Blackhole hole) {
        StreamTranslation translation = translate.stream(new TranslateReply.Asked(client, "m", false, request), api);
        for (ByteBuffer event : events) {
            hole.consume(translation.event(event));
        }
    }

    private static ByteBuffer chunk(String delta, String finish) {
        return event(
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1741570283,\"model\":\"gpt-4o\","
                    + "\"system_fingerprint\":\"fp_1\",\"choices\":[{\"index\":0,\"delta\":" + delta
                        + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]}");
    }

    private static ByteBuffer event(String data) {
        return ByteBuffer.wrap(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
}
