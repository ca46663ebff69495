package io.bailiwick.providers.translate;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.EventSplitter;
import io.bailiwick.providers.JsonLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Replies that others published, each with its source in {@code replies/SOURCES.md}, and their translation. */
final class PublishedReplies {

    static final JsonLimits LIMITS = new JsonLimits(64, 20_000_000, 1000, 10_000);
    static final TranslateReply TRANSLATE =
            new TranslateReply(LIMITS, InstantSource.fixed(Instant.ofEpochSecond(1_764_000_000)));

    static final List<String> STREAMS = List.of(
            "chat-azure-tool",
            "chat-mistral-length",
            "chat-mistral-thinking",
            "chat-openai-error",
            "chat-openai-parallel",
            "chat-vllm-tool",
            "messages-error",
            "messages-redacted",
            "messages-thinking",
            "messages-tool",
            "messages-tool-no-args");
    static final List<String> WHOLES = List.of(
            "chat-azure-filtered",
            "chat-mistral-thinking",
            "chat-mistral-tool",
            "chat-openai-logprobs",
            "chat-openai-parallel",
            "chat-openai-refusal",
            "messages-tool",
            "messages-tool-no-args");

    private static final String REQUEST = """
            {"model":"m","input":"hi",
             "tools":[ {"type":"function","name":"get_weather","parameters":{},"strict":true}],
             "temperature":0.30,"instructions":"Be\\nshort.","stop_sequences":["###"]}
            """;

    private PublishedReplies() {}

    static Api spoken(String name) {
        return name.startsWith("chat-") ? Api.CHAT : Api.MESSAGES;
    }

    /** Who may be answered with that reply: everybody whose own dialect it is not, and a chat client by Mistral. */
    static List<Api> clients(String name) {
        List<Api> clients = new ArrayList<>(List.of(Api.RESPONSES));
        if (!name.startsWith("messages-")) {
            clients.add(Api.MESSAGES);
        }
        if (!name.startsWith("chat-") || name.startsWith("chat-mistral-")) {
            clients.add(Api.CHAT);
        }
        return clients;
    }

    static TranslateReply.Asked asked(Api client) {
        return asked(client, true);
    }

    static TranslateReply.Asked asked(Api client, boolean wantsUsageChunk) {
        return new TranslateReply.Asked(client, "m", wantsUsageChunk, REQUEST.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(String file) {
        try (InputStream in = PublishedReplies.class.getResourceAsStream("/replies/" + file)) {
            if (in == null) {
                throw new IllegalStateException("there is no file replies/" + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String whole(Api client, Api spoken, byte[] reply) {
        return new String(TRANSLATE.unary(asked(client), spoken, reply), StandardCharsets.UTF_8);
    }

    static String whole(Api client, Api spoken, String reply) {
        return whole(client, spoken, reply.getBytes(StandardCharsets.UTF_8));
    }

    static String stream(Api client, Api spoken, String events) {
        return stream(asked(client), spoken, List.of(events.getBytes(StandardCharsets.UTF_8)));
    }

    /** The translation of a stream that arrives in those pieces. */
    static String stream(TranslateReply.Asked asked, Api spoken, List<byte[]> pieces) {
        StreamTranslation translation = TRANSLATE.stream(asked, spoken);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (byte[] event : events(pieces)) {
            said.writeBytes(translation.event(ByteBuffer.wrap(event)));
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The whole events in the pieces of a stream, cut as the gateway cuts them. */
    static List<byte[]> events(List<byte[]> pieces) {
        EventSplitter splitter = new EventSplitter();
        ByteArrayOutputStream open = new ByteArrayOutputStream();
        List<byte[]> events = new ArrayList<>();
        for (byte[] bytes : pieces) {
            ByteBuffer piece = ByteBuffer.wrap(bytes);
            int end;
            while ((end = splitter.end(piece)) >= 0) {
                open.write(bytes, piece.position(), end - piece.position());
                events.add(open.toByteArray());
                open.reset();
                piece.position(end);
            }
            open.write(bytes, piece.position(), piece.remaining());
        }
        if (open.size() > 0) {
            events.add(open.toByteArray());
        }
        return events;
    }
}
