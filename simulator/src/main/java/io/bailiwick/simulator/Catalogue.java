package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** {@code /v1/models}. */
record Catalogue(Personality personality) {

    Reply reply(Api api, Received request, Instant now) {
        if (!request.method().equals("GET")) {
            return Errors.reply(api, 405, "Not allowed to " + request.method() + " here.", null, null);
        }
        List<String> models = personality.models().isEmpty() ? List.of("simulated") : personality.models();
        String one = Api.modelIn(request.path());
        if (!one.isEmpty()) {
            return personality.models().isEmpty() || models.contains(one)
                    ? Reply.json(api, 200, Json.text(model(api, one, now)))
                    : Errors.reply(api, 404, "The model '" + one + "' does not exist", "model", "model_not_found");
        }
        ArrayNode data = Json.array();
        models.forEach(model -> data.add(model(api, model, now)));
        return Reply.json(
                api,
                200,
                Json.text(
                        api == Api.MODELS
                                ? Json.object("object", "list", "data", data)
                                : Json.object(
                                        "data",
                                        data,
                                        "has_more",
                                        false,
                                        "first_id",
                                        models.get(0),
                                        "last_id",
                                        models.get(models.size() - 1))));
    }

    private static ObjectNode model(Api api, String id, Instant now) {
        return api == Api.MODELS
                ? Json.object("id", id, "object", "model", "created", now.getEpochSecond(), "owned_by", "simulated")
                : Json.object(
                        "type",
                        "model",
                        "id",
                        id,
                        "display_name",
                        id,
                        "created_at",
                        now.truncatedTo(ChronoUnit.SECONDS).toString(),
                        "lifecycle",
                        "active");
    }
}
