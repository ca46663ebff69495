package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.bailiwick.providers.FieldGate;
import io.bailiwick.providers.Provider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicySchemaTest {

    private static final String RESOURCE = "src/main/resources/io/bailiwick/config/policy.schema.json";

    /** Structural mistakes: what an editor can see without knowing any name. */
    private static final List<String> MISTAKES = List.of(
            "bailiwick: 1 -> bailiwick: 2",
            "gateway: -> gatway:",
            "listen: 127.0.0.1:8080 -> listen: 8080",
            "admin: 127.0.0.1:9090 -> admin: [127.0.0.1:9090]",
            "state: /var/lib/bailiwick -> state: []",
            "state: /var/lib/bailiwick -> metrics: { gen-ai: 1.42 }",
            "state: /var/lib/bailiwick -> metrics: { exemplars: always }",
            "state: /var/lib/bailiwick -> metrics: on",
            "{ country: DE } -> { land: DE }",
            "{ boundary: [DE], users: [DE] } -> { users: [DE] }",
            "boundary: [DE] -> boundary: DE",
            "boundary: [DE] -> boundary: []",
            "boundary: [DE] -> boundary: [anywhere]",
            "users: [DE] -> users: DE",
            "users: [DE] -> evidence: strong",
            "keys: [ -> key: [",
            "sha256: -> sha1:",
            "provider: openai-compatible -> credential: sk-1, provider: openai-compatible",
            "reach: [onprem:fra1] -> reach: [DE]",
            "reach: [onprem:fra1] -> reach: onprem:fra1",
            "url: http://10.1.2.3:8000/v1 -> url: ftp://10.1.2.3:8000/v1",
            "url: http://10.1.2.3:8000/v1 -> url: http://a@10.1.2.3:8000/v1",
            "models: { chat: mistral-small } -> models: [mistral-small]",
            "models: { chat: mistral-small } -> models: { chat: { sku: standard } }",
            "keys: [ -> allowance: {}, keys: [",
            "keys: [ -> allowance: { requests: 5 }, keys: [",
            "keys: [ -> allowance: { requests-per-minute: 0 }, keys: [",
            "keys: [ -> allowance: { tokens-per-minute: 1000000001 }, keys: [",
            "gateway: -> gateway:\n  replicas: 0",
            "gateway: -> gateway:\n  replicas: 10001",
            "gateway: -> gateway:\n  limits: { body: 0B }",
            "gateway: -> gateway:\n  limits: { idle: 00s }",
            "gateway: -> gateway:\n  limits: { connections: 1000001 }",
            "gateway: -> gateway:\n  limits: { depth: 1001 }",
            "gateway: -> gateway:\n  limits: { header-count: 10001 }",
            "provider: openai-compatible -> provider: OpenAI",
            "models: { chat: mistral-small } -> models: { chat: mistral-small }\n    features: [websearch]",
            "[[vllm-frankfurt], [vllm-berlin]] -> [[vllm-frankfurt]]\n    options: { exhausted: wait }",
            "[[vllm-frankfurt], [vllm-berlin]] -> [[vllm-frankfurt]]\n    options: { exhausted: { wait: 2 } }",
            "[[vllm-frankfurt], [vllm-berlin]] -> [[vllm-frankfurt]]\n    options: { exhausted: {} }",
            "[[vllm-frankfurt], [vllm-berlin]] -> []",
            "[[vllm-frankfurt], [vllm-berlin]] -> [[]]",
            "[[vllm-frankfurt], [vllm-berlin]] -> vllm-frankfurt",
            "[[vllm-frankfurt], [vllm-berlin]] -> [[{ vllm-frankfurt: 0 }]]",
            "[[vllm-frankfurt], [vllm-berlin]] -> [[{ vllm-frankfurt: 1, vllm-berlin: 2 }]]");

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Policies.read(Path.of(RESOURCE)));

    @TestFactory
    Stream<DynamicTest> every_good_policy_is_valid() {
        return Stream.of("policies", "src/test/resources/good")
                .flatMap(directory -> Policies.files(directory).stream())
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(schema.validate(json(Policies.read(file))))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> a_structural_mistake_is_refused_by_schema_and_compiler_alike() {
        String good = Policies.read(Path.of("policies/single-sidecar.yaml"));
        return MISTAKES.stream()
                .map(mistake -> DynamicTest.dynamicTest(mistake, () -> {
                    String[] change = mistake.split(" -> ", -1);
                    assertThat(good).contains(change[0]);
                    String bad = good.replace(change[0], change[1]);
                    if (change[1].startsWith("credential")) {
                        bad = good.replace(
                                "provider: openai-compatible", "provider: openai-compatible\n    credential: sk-1");
                    }
                    assertThat(Policies.problems(bad)).isNotEmpty();
                    assertThat(schema.validate(json(bad))).isNotEmpty();
                }));
    }

    @Test
    void the_published_schema_is_the_shipped_one() {
        assertThat(Policies.read(Path.of("../docs/policy.schema.json"))).isEqualTo(Policies.read(Path.of(RESOURCE)));
    }

    @Test
    void the_schema_knows_every_word_for_a_provider_and_for_a_feature_and_no_other() throws IOException {
        JsonNode endpoint =
                new ObjectMapper().readTree(Policies.read(Path.of(RESOURCE))).at("/$defs/endpoint/properties");

        assertThat(words(endpoint.at("/provider/enum"))).containsExactlyInAnyOrderElementsOf(Provider.words());
        assertThat(words(endpoint.at("/features/items/anyOf/1/enum")))
                .containsExactlyInAnyOrderElementsOf(FieldGate.load().features());
    }

    private static List<String> words(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void the_schema_knows_every_section_of_the_grammar_and_no_other() throws IOException {
        JsonNode properties =
                new ObjectMapper().readTree(Policies.read(Path.of(RESOURCE))).get("properties");
        TreeSet<String> sections = new TreeSet<>();
        for (Iterator<String> names = properties.fieldNames(); names.hasNext(); ) {
            sections.add(names.next());
        }

        assertThat(Policies.problems("nothing: 1"))
                .filteredOn(problem -> problem.contains("unknown key"))
                .singleElement()
                .asString()
                .contains("expected: " + String.join(", ", withLedger(sections)));
    }

    /** The compiler knows the word in order to say that this build keeps none. */
    private static TreeSet<String> withLedger(TreeSet<String> sections) {
        sections.add("ledger");
        return sections;
    }

    /** As an editor would read it: numbers where YAML 1.2 sees numbers. */
    private static JsonNode json(String text) {
        Findings findings = new Findings("policy.yaml");
        return json(Objects.requireNonNull(PolicyText.read(text, findings), () -> "" + findings.problems()));
    }

    private static JsonNode json(Node node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        return node.<JsonNode>match(
                scalar -> scalar(scalar.text()),
                sequence -> {
                    ArrayNode array = factory.arrayNode();
                    sequence.items().forEach(item -> array.add(json(item)));
                    return array;
                },
                mapping -> {
                    ObjectNode object = factory.objectNode();
                    mapping.entries().forEach(entry -> object.set(entry.name(), json(entry.value())));
                    return object;
                });
    }

    /** As an editor types it. */
    private static JsonNode scalar(String text) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (text.matches("0|[1-9][0-9]{0,8}")) {
            return factory.numberNode(Integer.parseInt(text));
        }
        return text.matches("0\\.[0-9]{1,9}") ? factory.numberNode(Double.parseDouble(text)) : factory.textNode(text);
    }
}
