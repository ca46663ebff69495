package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** {@code /chat/completions} at Azure. Source: chunks in langchain4j#2385, autogen#6465 and langchain#18977. */
final class AzureSpeech implements Speech {
    private static final String DATA = "data: ";

    private final Speech chat = new ChatSpeech();

    @Override
    public Reply unary(Answer answer) {
        Reply reply = chat.unary(answer);
        ObjectNode body = (ObjectNode) Json.parse(reply.parts().get(0).text());
        body.path("choices").forEach(choice -> ((ObjectNode) choice).set("content_filter_results", safe()));
        body.set("prompt_filter_results", prompts());
        return reply.withParts(List.of(new Part(Json.text(body), false)));
    }

    @Override
    public Reply stream(Answer answer) {
        Reply reply = chat.stream(answer);
        List<Part> parts = new ArrayList<>();
        parts.add(event(annotation("prompt_filter_results", prompts(), Json.array()), false));
        for (Part part : reply.parts()) {
            if (part.text().startsWith("data: [DONE]")) {
                parts.add(event(annotation("usage", Json.parse("null"), Json.array(late(answer))), false));
                parts.add(part);
            } else {
                parts.add(filtered(part));
            }
        }
        return reply.withParts(parts);
    }

    private static Part filtered(Part part) {
        ObjectNode chunk = (ObjectNode) Json.parse(part.text().substring(DATA.length()));
        chunk.path("choices").forEach(choice -> {
            boolean says = !choice.path("delta").path("content").asText("").isEmpty();
            ((ObjectNode) choice).set("content_filter_results", says ? safe() : Json.object());
        });
        return event(chunk, part.token());
    }

    /** What the asynchronous filter says afterwards: a choice without a delta. */
    private static ObjectNode late(Answer answer) {
        int end = answer.text().length();
        ObjectNode choice = Json.object("index", 0, "finish_reason", null, "content_filter_results", safe());
        choice.set("content_filter_offsets", Json.object("check_offset", 0, "start_offset", 0, "end_offset", end));
        return choice;
    }

    private static ObjectNode annotation(String name, JsonNode value, JsonNode choices) {
        ObjectNode chunk = Json.object("id", "", "object", "", "created", 0, "model", "");
        chunk.set("choices", choices);
        chunk.set(name, value);
        return chunk;
    }

    private static Part event(ObjectNode chunk, boolean token) {
        return new Part(DATA + Json.text(chunk) + "\n\n", token);
    }

    private static JsonNode prompts() {
        return Json.array(Json.object("prompt_index", 0, "content_filter_results", safe()));
    }

    private static ObjectNode safe() {
        ObjectNode results = Json.object();
        for (String kind : List.of("hate", "self_harm", "sexual", "violence")) {
            results.set(kind, Json.object("filtered", false, "severity", "safe"));
        }
        return results;
    }
}
