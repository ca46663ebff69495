package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Decides what a provider answers. */
final class Answering {
    private static final Map<Api, Speech> SPEECHES = Map.of(
            Api.CHAT, new ChatSpeech(),
            Api.RESPONSES, new ResponsesSpeech(),
            Api.COMPLETIONS, new CompletionsSpeech(),
            Api.EMBEDDINGS, new EmbeddingsSpeech(),
            Api.MESSAGES, new MessagesSpeech());
    private static final Map<Framing, Speech> OTHER_CHATS =
            Map.of(Framing.AZURE, new AzureSpeech(), Framing.MISTRAL, new MistralSpeech());
    private static final Map<Api, List<String>> REQUIRED = Map.of(
            Api.CHAT, List.of("messages"),
            Api.COMPLETIONS, List.of("prompt"),
            Api.EMBEDDINGS, List.of("input"),
            Api.MESSAGES, List.of("messages", "max_tokens"),
            Api.COUNT_TOKENS, List.of("messages"));

    private final Personality itself;
    private final Clock clock;
    private final PromptCache cache = new PromptCache();
    private final AtomicLong answered = new AtomicLong();

    Answering(Personality itself, Clock clock) {
        this.itself = itself;
        this.clock = clock;
    }

    Reply reply(Received request, @Nullable Fault fault) {
        Personality personality = fault == null ? itself : fault.disguise(itself);
        String id = itself.name().replaceAll("[^A-Za-z0-9]", "")
                + String.format(Locale.ROOT, "%08d", answered.incrementAndGet());
        Reply reply = honest(request, personality, id);
        reply = reply.with(ReplyHeaders.of(reply, personality, id, clock.instant()));
        return fault == null ? reply : fault.reshape(reply);
    }

    private Reply honest(Received request, Personality personality, String id) {
        Api api = Api.of(new RequestHead(request.method(), request.target(), request.headers()));
        if (request.violation() != null || !request.complete()) {
            return Errors.reply(api, 400, "We could not parse your request.", null, null);
        }
        if (personality.requiredKey() != null && !hasKey(request, personality.requiredKey())) {
            return Errors.reply(api, 401, "Incorrect API key provided.", null, "invalid_api_key");
        }
        return switch (api) {
            case MODELS, ANTHROPIC_MODELS -> new Catalogue(personality).reply(api, request, clock.instant());
            case UNKNOWN, ANTHROPIC_UNKNOWN ->
                Errors.reply(
                        api, 404, "Invalid URL (" + request.method() + " " + request.path() + ")", null, "unknown_url");
            default ->
                request.method().equals("POST")
                        ? inference(api, request, personality, id)
                        : Errors.reply(api, 405, "Not allowed to " + request.method() + " here.", null, null);
        };
    }

    private Reply inference(Api api, Received request, Personality personality, String id) {
        JsonNode json;
        try {
            json = request.json();
        } catch (UncheckedIOException malformed) {
            return Errors.reply(api, 400, "We could not parse the JSON body of your request.", null, null);
        }
        if (!json.isObject() || !json.path("model").isTextual()) {
            return Errors.reply(api, 400, "you must provide a model parameter", "model", null);
        }
        for (String field : REQUIRED.getOrDefault(api, List.of())) {
            if (!json.has(field)) {
                return Errors.reply(
                        api, 400, "Missing required parameter: '" + field + "'.", field, "missing_required_parameter");
            }
        }
        String model = json.path("model").asText();
        if (!personality.models().isEmpty() && !personality.models().contains(model)) {
            return Errors.reply(api, 404, "The model `" + model + "` does not exist.", "model", "model_not_found");
        }
        Reply strict = api == Api.CHAT && personality.framing() == Framing.MISTRAL ? MistralSpeech.refusal(json) : null;
        if (strict != null) {
            return strict;
        }
        Asked asked = new Asked(api, json);
        Speech speech = api == Api.CHAT
                ? OTHER_CHATS.getOrDefault(personality.framing(), SPEECHES.get(api))
                : SPEECHES.get(api);
        if (speech == null) {
            return Reply.json(
                    api,
                    200,
                    Json.text(Json.object("input_tokens", asked.words().size())));
        }
        Answer answer = answer(asked, personality, id);
        Reply reply = asked.stream() ? speech.stream(answer) : speech.unary(answer);
        return reply.paced(personality.latency(), answer.tokens().output());
    }

    private Answer answer(Asked asked, Personality personality, String id) {
        Tool called = asked.called();
        List<String> pieces = new ArrayList<>();
        for (String piece : said(asked, personality, called).split("(?<= )|(?<=,)", -1)) {
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
        }
        boolean truncated = called == null && pieces.size() > asked.maxTokens();
        if (truncated) {
            pieces.subList(asked.maxTokens(), pieces.size()).clear();
        }
        int output = asked.api() == Api.EMBEDDINGS ? 0 : pieces.size();
        return new Answer(
                asked,
                personality,
                id,
                clock.instant().getEpochSecond(),
                pieces,
                called,
                truncated,
                tokens(asked, output));
    }

    private static String said(Asked asked, Personality personality, @Nullable Tool called) {
        if (called != null) {
            return Json.text(SchemaSample.of(called.schema()));
        }
        JsonNode schema = asked.schema();
        if (schema != null) {
            return Json.text(SchemaSample.of(schema));
        }
        return asked.hasToolResult() ? "The tool has answered. " + personality.says() : personality.says();
    }

    /** Anthropic caches only what is marked with {@code cache_control}. */
    private Tokens tokens(Asked asked, int output) {
        List<String> words = asked.words();
        boolean caches = asked.api() != Api.MESSAGES || asked.json().findValue("cache_control") != null;
        int cached = caches ? cache.hit(words) : 0;
        int blocks = words.size() / PromptCache.BLOCK_TOKENS * PromptCache.BLOCK_TOKENS;
        int written = caches && asked.api() == Api.MESSAGES ? blocks - cached : 0;
        return new Tokens(words.size(), cached, written, output);
    }

    private static boolean hasKey(Received request, String key) {
        return request.headers("authorization").contains("Bearer " + key)
                || request.headers("x-api-key").contains(key)
                || request.headers("api-key").contains(key);
    }
}
