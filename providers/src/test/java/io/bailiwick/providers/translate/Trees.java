package io.bailiwick.providers.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Finds and changes single places of a JSON tree. */
final class Trees {

    /** One member or element: {@code path} is as a refusal names it. */
    record Place(String path, String key, JsonNode value) {}

    private Trees() {}

    /** Every member and element of every object and list, but for what is inside of something that {@code opaque} names. */
    static List<Place> places(JsonNode tree, List<String> opaque) {
        List<Place> places = new ArrayList<>();
        collect(tree, "", "", opaque, places);
        return places;
    }

    /** A copy in which the place is what {@code change} makes of it, or is gone where that is null. */
    static JsonNode changed(JsonNode tree, String path, UnaryOperator<JsonNode> change) {
        JsonNode copy = tree.deepCopy();
        apply(copy, "", path, change);
        return copy;
    }

    private static void collect(JsonNode node, String path, String key, List<String> opaque, List<Place> places) {
        if (!path.isEmpty()) {
            places.add(new Place(path, key, node));
        }
        if (opaque.contains(key)) {
            return;
        }
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(member ->
                            collect(member.getValue(), below(path, member.getKey()), member.getKey(), opaque, places));
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), path + "[" + i + "]", key, opaque, places);
            }
        }
    }

    private static void apply(JsonNode node, String at, String path, UnaryOperator<JsonNode> change) {
        if (node instanceof ObjectNode object) {
            for (String key : keys(object)) {
                String here = below(at, key);
                if (here.equals(path)) {
                    JsonNode made = change.apply(object.get(key));
                    if (made == null) {
                        object.remove(key);
                    } else {
                        object.set(key, made);
                    }
                } else if (path.startsWith(here)) {
                    apply(object.get(key), here, path, change);
                }
            }
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                String here = at + "[" + i + "]";
                if (here.equals(path)) {
                    list.set(i, change.apply(list.get(i)));
                } else if (path.startsWith(here)) {
                    apply(list.get(i), here, path, change);
                }
            }
        }
    }

    private static List<String> keys(ObjectNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
