package io.bailiwick.providers.translate;

import com.fasterxml.jackson.core.JsonFactory;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.JsonLimits;
import io.bailiwick.providers.Provider;
import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.json.CannotSayException;
import io.bailiwick.providers.translate.json.JsonBody;
import io.bailiwick.providers.translate.reading.ReadChat;
import io.bailiwick.providers.translate.reading.ReadMessages;
import io.bailiwick.providers.translate.reading.ReadResponses;
import io.bailiwick.providers.translate.writing.ChatWords;
import io.bailiwick.providers.translate.writing.WriteChat;
import io.bailiwick.providers.translate.writing.WriteMessages;

/** Says a client's request in another dialect, or says which field cannot be said. */
public final class TranslateRequest {

    private static final int MORE_BYTES = 512;
    // No value of a body begins there: whatever is said, that API cannot say it.
    private static final int WHOLE_BODY = -1;

    private final JsonFactory factory;

    public TranslateRequest(JsonLimits limits) {
        this.factory = limits.factory();
    }

    /** Pure; {@code target} speaks another API than the client, or another chat than OpenAI's. */
    public Translation of(InferenceRequest asked, Target target) {
        JsonBody body = new JsonBody(asked.body(), factory);
        try {
            Conversation said = read(asked.api(), body);
            return new Translation.Carried(write(said, asked, target));
        } catch (CannotSayException e) {
            return new Translation.NotCarried(body.pathTo(e.at()));
        }
    }

    private static Conversation read(Api api, JsonBody body) {
        return switch (api) {
            case CHAT -> ReadChat.read(body);
            case RESPONSES -> ReadResponses.read(body);
            case MESSAGES -> ReadMessages.read(body);
            case COMPLETIONS, EMBEDDINGS, COUNT_TOKENS -> throw new CannotSayException(WHOLE_BODY);
        };
    }

    private static byte[] write(Conversation said, InferenceRequest asked, Target target) {
        int expectedBytes = asked.bodyBytes() + MORE_BYTES;
        return switch (target.api()) {
            case CHAT ->
                new WriteChat(chat(target.provider()), target.model(), target.mostOutput())
                        .write(said, asked.stream(), expectedBytes);
            case MESSAGES ->
                new WriteMessages(target.model(), target.inferenceGeo(), target.mostOutput())
                        .write(said, asked.stream(), expectedBytes);
            case RESPONSES, COMPLETIONS, EMBEDDINGS, COUNT_TOKENS -> throw new CannotSayException(WHOLE_BODY);
        };
    }

    private static ChatWords chat(Provider provider) {
        return switch (provider) {
            case OPENAI, AZURE -> ChatWords.OPENAI;
            case MISTRAL -> ChatWords.MISTRAL;
            case VLLM, SGLANG -> ChatWords.SAMPLING;
            default -> ChatWords.COMPATIBLE;
        };
    }
}
