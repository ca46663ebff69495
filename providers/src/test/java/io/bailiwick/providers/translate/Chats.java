package io.bailiwick.providers.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates chats of which every word has its place in Anthropic's dialect, each in the shortest form that says it. */
final class Chats {

    private static final String IMAGE = "data:image/png;base64,iVBORw0KGgo=";

    private Chats() {}

    static Arbitrary<ObjectNode> requests() {
        return Combinators.combine(systems(), exchanges(), tools(), settings())
                .as((system, exchanges, tools, settings) -> {
                    ObjectNode request = Requests.JSON.createObjectNode().put("model", "route");
                    ArrayNode messages = request.putArray("messages");
                    messages.addAll(system);
                    exchanges.forEach(messages::addAll);
                    messages.addObject().put("role", "user").put("content", "So?");
                    request.setAll(tools);
                    request.setAll(settings);
                    return request;
                });
    }

    private static Arbitrary<List<JsonNode>> systems() {
        return Arbitraries.oneOf(
                Arbitraries.just(List.of()),
                words().map(words -> List.of(node("role", "system").put("content", words))));
    }

    private static Arbitrary<List<List<JsonNode>>> exchanges() {
        return Arbitraries.oneOf(spoken(), called()).list().ofMaxSize(3);
    }

    private static Arbitrary<List<JsonNode>> spoken() {
        return Combinators.combine(asked(), words())
                .as((asked, answer) -> List.of(
                        node("role", "user").set("content", asked),
                        node("role", "assistant").put("content", answer)));
    }

    private static Arbitrary<List<JsonNode>> called() {
        return Combinators.combine(asked(), arguments(), words(), Arbitraries.of(true, false))
                .as((asked, arguments, result, speaks) -> {
                    ObjectNode answer = node("role", "assistant");
                    if (speaks) {
                        answer.put("content", "One moment.");
                    } else {
                        answer.putNull("content");
                    }
                    ObjectNode call = answer.putArray("tool_calls").addObject();
                    call.put("id", "call_1").put("type", "function");
                    call.putObject("function").put("name", "look").put("arguments", arguments);
                    ObjectNode given =
                            node("role", "tool").put("tool_call_id", "call_1").put("content", result);
                    return List.of(
                            node("role", "user").set("content", asked),
                            answer,
                            given,
                            node("role", "assistant").put("content", "Found."));
                });
    }

    private static Arbitrary<JsonNode> asked() {
        Arbitrary<JsonNode> text = words().map(Requests.JSON.getNodeFactory()::textNode);
        Arbitrary<JsonNode> parts = words().map(words -> {
            ArrayNode list = Requests.JSON.createArrayNode();
            list.addObject().put("type", "text").put("text", words);
            list.addObject().put("type", "image_url").putObject("image_url").put("url", IMAGE);
            return list;
        });
        return Arbitraries.oneOf(text, parts);
    }

    private static Arbitrary<ObjectNode> tools() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of("", "\"auto\"", "\"none\"", "\"required\"", named()))
                .as((some, alone, choice) -> {
                    ObjectNode members = Requests.JSON.createObjectNode();
                    if (some) {
                        ObjectNode tool = members.putArray("tools").addObject().put("type", "function");
                        tool.putObject("function").put("name", "look").set("parameters", schema());
                    }
                    if (some && !choice.isEmpty()) {
                        members.set("tool_choice", Requests.tree(choice));
                    }
                    if (some && alone && !choice.equals("\"none\"") && !choice.isEmpty()) {
                        members.put("parallel_tool_calls", false);
                    }
                    return members;
                });
    }

    private static Arbitrary<ObjectNode> settings() {
        return Arbitraries.of(
                        "\"temperature\":0.5",
                        "\"top_p\":0.25",
                        "\"stop\":[\"END\",\"é\"]",
                        "\"max_completion_tokens\":77",
                        "\"user\":\"u-1\"",
                        "\"service_tier\":\"default\"")
                .set()
                .filter(members -> !members.containsAll(List.of("\"temperature\":0.5", "\"top_p\":0.25")))
                .map(members -> (ObjectNode) Requests.tree("{" + String.join(",", members) + "}"));
    }

    private static Arbitrary<String> words() {
        return Arbitraries.strings()
                .withChars("aß\"\\/\n\t{}[]:,é€\u2028")
                .withCharRange('0', '9')
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    private static Arbitrary<String> arguments() {
        return Combinators.combine(words(), Arbitraries.of("1", "1.50", "-0", "1E+2", "[]", "null", "{\"b\" : [1, 2]}"))
                .as((key, value) -> "{" + Requests.JSON.getNodeFactory().textNode(key) + ": " + value + "}");
    }

    private static JsonNode schema() {
        return Requests.tree("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\",\"maximum\":1.50}}}");
    }

    private static String named() {
        return "{\"type\":\"function\",\"function\":{\"name\":\"look\"}}";
    }

    private static ObjectNode node(String key, String value) {
        return Requests.JSON.createObjectNode().put(key, value);
    }
}
