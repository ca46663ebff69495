package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One data file of the gate, read strictly: a word that it does not know is an error of the build. */
final class GateFile {

    private static final JsonLimits LIMITS = new JsonLimits(16, 4_096, 16, 4_096);
    private static final Set<String> PROSE = Set.of("why", "source");

    private final String name;
    private final LocalDate asOf;
    private final Map<String, Object> written;
    private final Map<Api, ApiGate> apis = new EnumMap<>(Api.class);
    private final Set<String> features = new TreeSet<>();

    private GateFile(String name, Map<String, Object> root) {
        this.name = name;
        this.asOf = LocalDate.parse(text(root, "asOf"));
        Map<String, Object> sources = object(root, "sources");
        this.written = object(root, "apis");
        for (Map.Entry<String, Object> entry : written.entrySet()) {
            Api api = Api.ofWord(entry.getKey());
            if (api == null) {
                throw broken("no API is called " + entry.getKey());
            }
            apis.put(api, apiGate(cast(entry.getValue()), sources.keySet()));
        }
    }

    static GateFile read(String name, byte[] json) {
        try {
            JsonTokens tokens = new JsonScanner(LIMITS).over(json, 0, json.length);
            tokens.next();
            return new GateFile(name, cast(value(tokens)));
        } catch (UnreadableException bad) {
            throw new IllegalStateException(name + ": " + bad.getMessage(), bad);
        }
    }

    LocalDate asOf() {
        return asOf;
    }

    Map<Api, ApiGate> apis() {
        return apis;
    }

    Set<String> features() {
        return features;
    }

    private ApiGate apiGate(Map<String, Object> api, Set<String> sources) {
        if (!sources.contains(text(api, "source"))) {
            throw broken("every API names one of the sources");
        }
        Map<String, FieldRule> fields = new LinkedHashMap<>();
        object(api, "fields").forEach((field, rule) -> fields.put(field, fieldRule(rule)));
        return new ApiGate(
                verdict(api.getOrDefault("whole", "inside")),
                fields,
                strings(api.getOrDefault("roles", List.of())),
                ApiGate.TypeTable.of("content", typeRules(api, "content")),
                ApiGate.TypeTable.of("tool", typeRules(api, "tools")));
    }

    private Map<String, TypeRule> typeRules(Map<String, Object> api, String key) {
        Map<String, TypeRule> rules = new LinkedHashMap<>();
        Map<String, Object> entries = new LinkedHashMap<>(cast(api.getOrDefault(key, Map.of())));
        Object like = entries.remove("like");
        if (like != null) {
            Map<String, Object> shared = object(object(written, String.valueOf(like)), key);
            if (shared.containsKey("like")) {
                throw broken("'" + key + "' of " + like + " is itself like another");
            }
            shared.forEach(entries::putIfAbsent);
        }
        entries.forEach((type, rule) -> rules.put(type, typeRule(rule)));
        return rules;
    }

    private TypeRule typeRule(Object rule) {
        if (rule instanceof String) {
            return TypeRule.plain(verdict(rule));
        }
        Map<String, Object> entries = only(cast(rule), Set.of("is", "fields", "absent", "quoted"));
        List<TypeRule.Field> fields = new ArrayList<>();
        Map<String, Object> named = cast(entries.getOrDefault("fields", Map.of()));
        named.forEach((path, values) -> fields.add(new TypeRule.Field(path, new FieldRule.ByValue(verdicts(values)))));
        List<TypeRule.Absence> absent = new ArrayList<>();
        verdicts(entries.getOrDefault("absent", Map.of()))
                .forEach((path, verdict) -> absent.add(new TypeRule.Absence(path, verdict)));
        return new TypeRule(
                verdict(text(entries, "is")), fields, absent, strings(entries.getOrDefault("quoted", List.of())));
    }

    private FieldRule fieldRule(Object rule) {
        if (rule.equals("content")) {
            return new FieldRule.Content();
        }
        if (rule.equals("tools")) {
            return new FieldRule.Tools();
        }
        if (rule instanceof String) {
            return new FieldRule.Plain(verdict(rule));
        }
        Map<String, Object> entries = only(cast(rule), Set.of("is", "values", "members", "other"));
        if (entries.containsKey("values")) {
            return new FieldRule.ByValue(verdicts(object(entries, "values")));
        }
        if (entries.containsKey("members")) {
            Map<String, FieldRule> members = new LinkedHashMap<>();
            object(entries, "members").forEach((member, inner) -> members.put(member, fieldRule(inner)));
            Object other = entries.get("other");
            return new FieldRule.Members(members, other == null ? null : verdict(other));
        }
        return fieldRule(text(entries, "is"));
    }

    private Map<String, Verdict> verdicts(Object values) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        Map<String, Object> entries = cast(values);
        entries.forEach((value, word) -> {
            if (!PROSE.contains(value)) {
                verdicts.put(value, verdict(word));
            }
        });
        return verdicts;
    }

    private Verdict verdict(Object word) {
        Verdict verdict = Verdict.of(String.valueOf(word));
        if (verdict == null) {
            throw broken("'" + word + "' is no verdict");
        }
        if (verdict.feature() != null) {
            features.add(verdict.feature());
        }
        return verdict;
    }

    private Map<String, Object> only(Map<String, Object> entries, Set<String> known) {
        for (String key : entries.keySet()) {
            if (!known.contains(key) && !PROSE.contains(key)) {
                throw broken("a rule has no '" + key + "'");
            }
        }
        return entries;
    }

    private Map<String, Object> object(Map<String, Object> entries, String key) {
        Object value = entries.get(key);
        if (!(value instanceof Map)) {
            throw broken("'" + key + "' is missing or no object");
        }
        return cast(value);
    }

    private String text(Map<String, Object> entries, String key) {
        if (entries.get(key) instanceof String text) {
            return text;
        }
        throw broken("'" + key + "' is missing or no string");
    }

    private Set<String> strings(Object list) {
        Set<String> strings = new LinkedHashSet<>();
        if (list instanceof List<?> elements) {
            elements.forEach(element -> strings.add(String.valueOf(element)));
        }
        return strings;
    }

    private IllegalStateException broken(String why) {
        return new IllegalStateException(name + ": " + why);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object value(JsonTokens tokens) {
        if (tokens.token() == JsonToken.START_OBJECT) {
            Map<String, Object> entries = new LinkedHashMap<>();
            while (tokens.next() != JsonToken.END_OBJECT) {
                String key = tokens.name();
                tokens.next();
                if (entries.put(key, value(tokens)) != null) {
                    throw new UnreadableException("'" + key + "' stands there twice", null);
                }
            }
            return entries;
        }
        if (tokens.token() == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (tokens.next() != JsonToken.END_ARRAY) {
                elements.add(value(tokens));
            }
            return elements;
        }
        return tokens.text();
    }
}
