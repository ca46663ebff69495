package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The smallest plausible value that a JSON Schema accepts. */
final class SchemaSample {
    private static final int DEPTH = 16;
    private static final Map<String, String> FORMATS = Map.of(
            "date-time", "2026-01-01T00:00:00Z",
            "date", "2026-01-01",
            "time", "00:00:00Z",
            "email", "someone@example.com",
            "uuid", "00000000-0000-4000-8000-000000000000",
            "uri", "https://example.com/");

    private final JsonNode root;

    private SchemaSample(JsonNode root) {
        this.root = root;
    }

    static JsonNode of(JsonNode schema) {
        return new SchemaSample(schema).sample(schema, "", 0);
    }

    private JsonNode sample(JsonNode schema, String name, int depth) {
        if (depth > DEPTH) {
            return Json.array().nullNode();
        }
        if (schema.has("$ref")) {
            return sample(root.at(schema.path("$ref").asText().replaceFirst("^#", "")), name, depth + 1);
        }
        for (String given : List.of("const", "default")) {
            if (schema.has(given)) {
                return schema.path(given);
            }
        }
        if (schema.path("enum").size() > 0) {
            return schema.path("enum").path(0);
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.path(choice).size() > 0) {
                return sample(schema.path(choice).path(0), name, depth + 1);
            }
        }
        return byType(schema, name, depth);
    }

    private JsonNode byType(JsonNode schema, String name, int depth) {
        JsonNode type = schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
        return switch (type.asText(schema.has("properties") ? "object" : "string")) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer" -> Json.array(schema.path("minimum").asInt(1)).path(0);
            case "number" -> Json.array(schema.path("minimum").asDouble(1.5)).path(0);
            case "boolean" -> Json.array(true).path(0);
            case "null" -> Json.array().nullNode();
            default -> Json.array(text(schema, name)).path(0);
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.object();
        schema.path("properties")
                .properties()
                .forEach(entry -> object.set(entry.getKey(), sample(entry.getValue(), entry.getKey(), depth + 1)));
        return object;
    }

    private ArrayNode array(JsonNode schema, String name, int depth) {
        ArrayNode array = Json.array();
        for (int i = 0; i < Math.max(1, schema.path("minItems").asInt(1)); i++) {
            array.add(sample(schema.path("items"), name, depth + 1));
        }
        return array;
    }

    private static String text(JsonNode schema, String name) {
        String format = FORMATS.get(schema.path("format").asText());
        if (format != null) {
            return format;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String text = lower.contains("city") || lower.contains("location") ? "Berlin" : "simulated";
        return text.repeat(1 + schema.path("minLength").asInt(0) / text.length());
    }
}
