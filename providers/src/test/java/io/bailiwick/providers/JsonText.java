package io.bailiwick.providers;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates JSON as text, with duplicates, escapes and spaces, out of words that the reader acts on. */
final class JsonText {

    private static final List<String> KEYS = List.of(
            "model",
            "stream",
            "stream_options",
            "include_usage",
            "messages",
            "input",
            "tools",
            "type",
            "role",
            "content",
            "url",
            "image_url",
            "source",
            "store",
            "metadata",
            "user_id",
            "user",
            "prompt",
            "id",
            "text",
            "function",
            "parameters",
            "x",
            "\\u006dodel",
            "Model",
            "stream_options.include_usage",
            "metadata.user_id",
            "prompt.id",
            "é");
    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "false",
            "0",
            "-15",
            "\"\"",
            "\"m\"",
            "\"user\"",
            "\"system\"",
            "\"text\"",
            "\"image_url\"",
            "\"function\"",
            "\"data:,\"",
            "\"https://x\"",
            "\"\\ud83d\\ude00\\n\"",
            "\"é\uD83D\uDE00\"");

    private JsonText() {}

    static Arbitrary<String> values() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.of(SCALARS), () -> Arbitraries.of(SCALARS), JsonText::objects, JsonText::arrays);
    }

    static Arbitrary<String> objects() {
        Arbitrary<String> member = Combinators.combine(
                        Arbitraries.of(KEYS), space(), Arbitraries.lazy(JsonText::values))
                .as((key, space, value) -> "\"" + key + "\"" + space + ":" + value);
        return Combinators.combine(member.list().ofMaxSize(4), space())
                .as((members, space) -> "{" + space + String.join("," + space, members) + "}");
    }

    /** An object that has a model somewhere among its members. */
    static Arbitrary<String> bodies() {
        return Combinators.combine(
                        objects(),
                        Arbitraries.of("\"model\":\"m\"", "\"model\" : \"a\\u0062\""),
                        Arbitraries.of(true, false))
                .as((object, model, first) -> {
                    boolean empty = object.replace("{", "").replace("}", "").isBlank();
                    String inner = object.substring(1, object.length() - 1);
                    return empty
                            ? "{" + model + "}"
                            : first ? "{" + model + "," + inner + "}" : "{" + inner + "," + model + "}";
                });
    }

    /** A body that streams and whose keys look like each other's paths. */
    static Arbitrary<String> dottedBodies() {
        return Arbitraries.of(
                        "\"stream_options.include_usage\":false",
                        "\"stream_options.include_usage\":true",
                        "\"stream_options\":{\"include_usage\":false}",
                        "\"stream_options\":{\"x.include_usage\":false}",
                        "\"stream_options\":{}",
                        "\"stream_options\":null",
                        "\"metadata.user_id\":\"dotted\"",
                        "\"metadata\":{\"user_id\":\"nested\"}",
                        "\"prompt.id\":\"dotted\"")
                .list()
                .ofMaxSize(5)
                .map(members -> "{\"model\":\"m\",\"stream\":true"
                        + members.stream().map(member -> "," + member).collect(Collectors.joining()) + "}");
    }

    /** A body whose keys are all different and mean nothing to any API. */
    static Arbitrary<String> plainBodies() {
        return plainObjects()
                .map(object -> object.equals("{}") ? "{\"model\":\"m\"}" : "{\"model\":\"m\"," + object.substring(1));
    }

    private static Arbitrary<String> plainObjects() {
        Arbitrary<String> values = Arbitraries.of(
                "1.5E+3",
                "-0",
                "true",
                "null",
                "\"a\\u0000\\\\\"",
                "[]",
                "[[1],{}]",
                "{\"x\": {\"y\":[{\"z\":0}]}}",
                "{\"x\":1,\"X\":2}");
        return Arbitraries.maps(Arbitraries.of("x", "y", "é", "\\u0078z", "0", ""), values)
                .ofMaxSize(4)
                .map(members -> members.entrySet().stream()
                        .map(member -> "\"" + member.getKey() + "\": " + member.getValue())
                        .collect(Collectors.joining(",", "{", "}")));
    }

    private static Arbitrary<String> arrays() {
        return Arbitraries.lazy(JsonText::values)
                .list()
                .ofMaxSize(3)
                .map(values -> "[" + String.join(",", values) + "]");
    }

    private static Arbitrary<String> space() {
        return Arbitraries.of("", " ", "\n\t");
    }
}
