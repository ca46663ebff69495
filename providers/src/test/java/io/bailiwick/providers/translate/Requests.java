package io.bailiwick.providers.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.FieldGate;
import io.bailiwick.providers.InferenceReader;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.JsonLimits;
import io.bailiwick.providers.Provider;
import io.bailiwick.providers.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads and translates requests as the gateway does. */
final class Requests {

    static final JsonMapper JSON = new JsonMapper();

    private static final JsonLimits LIMITS = new JsonLimits(64, 20_000_000, 1000, 10_000);
    private static final InferenceReader READER = new InferenceReader(FieldGate.load(), LIMITS);
    private static final TranslateRequest TRANSLATE = new TranslateRequest(LIMITS);

    static final Target ANTHROPIC = new Target(Api.MESSAGES, Provider.ANTHROPIC, "claude", null, 32_000L);
    static final Target OPENAI = new Target(Api.CHAT, Provider.OPENAI, "gpt", null, null);
    static final Target COMPATIBLE = new Target(Api.CHAT, Provider.OPENAI_COMPATIBLE, "local", null, null);
    static final Target MISTRAL = new Target(Api.CHAT, Provider.MISTRAL, "mistral", null, null);

    private Requests() {}

    static Reading reading(Api api, byte[] body) {
        return READER.read(api, body);
    }

    static InferenceRequest request(Api api, byte[] body) {
        return reading(api, body).match(request -> request, malformed -> {
            throw new AssertionError(malformed + ": " + new String(body, StandardCharsets.UTF_8));
        });
    }

    static Translation translated(Api api, byte[] body, Target target) {
        return TRANSLATE.of(request(api, body), target);
    }

    static Translation translated(Api api, String body, Target target) {
        return translated(api, body.getBytes(StandardCharsets.UTF_8), target);
    }

    static byte[] carried(Api api, byte[] body, Target target) {
        return translated(api, body, target).match(Translation.Carried::body, passed -> {
            throw new AssertionError(passed + ": " + new String(body, StandardCharsets.UTF_8));
        });
    }

    static String carried(Api api, String body, Target target) {
        return new String(carried(api, body.getBytes(StandardCharsets.UTF_8), target), StandardCharsets.UTF_8);
    }

    /** The field that cannot be said; fails where everything can. */
    static String passedOver(Api api, String body, Target target) {
        return translated(api, body, target)
                .match(
                        carried -> {
                            throw new AssertionError("carried: " + tree(carried.body()));
                        },
                        Translation.NotCarried::field);
    }

    static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(String body) {
        return tree(body.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
