package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;

/** {@code /v1/embeddings}. */
final class EmbeddingsSpeech implements Speech {
    private static final int DIMENSIONS = 8;

    @Override
    public Reply unary(Answer answer) {
        JsonNode json = answer.asked().json();
        JsonNode input = json.path("input");
        boolean single = input.isTextual() || input.path(0).isNumber();
        int dimensions = Math.max(1, json.path("dimensions").asInt(DIMENSIONS));
        boolean base64 = json.path("encoding_format").asText().equals("base64");
        ArrayNode data = Json.array();
        for (int i = 0; i < (single ? 1 : input.size()); i++) {
            float[] vector = vector(single ? input : input.path(i), dimensions);
            data.add(Json.object("object", "embedding", "index", i, "embedding", base64 ? packed(vector) : vector));
        }
        int tokens = answer.tokens().input();
        return Reply.json(
                Api.EMBEDDINGS,
                200,
                Json.text(Json.object(
                        "object",
                        "list",
                        "data",
                        data,
                        "model",
                        answer.version(),
                        "usage",
                        Json.object("prompt_tokens", tokens, "total_tokens", tokens))));
    }

    @Override
    public Reply stream(Answer answer) {
        return unary(answer);
    }

    private static float[] vector(JsonNode input, int dimensions) {
        Random random = new Random(input.hashCode());
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = random.nextFloat() - 0.5f;
        }
        return vector;
    }

    private static String packed(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
            bytes.putFloat(value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
