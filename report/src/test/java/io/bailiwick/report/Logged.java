package io.bailiwick.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A line of the gateway's log, of which a test changes what it is about. */
final class Logged {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final Period DAY = new Period(Instant.parse("2026-11-21T00:00:00Z"), Instant.parse("2026-11-22T00:00:00Z"));

    private final Map<String, Object> keys = new LinkedHashMap<>();

    private Logged() {}

    static Logged served() {
        return new Logged()
                .with("timestamp", NOON.toString())
                .with("trace_id", "0af7651916cd43dd8448eb211c80319c")
                .with("bailiwick.outcome", "ok")
                .with("gen_ai.operation.name", "chat")
                .with("gen_ai.provider.name", "azure.ai.openai")
                .with("gen_ai.request.stream", true)
                .with("bailiwick.route.name", "chat")
                .with("bailiwick.home.jurisdiction", "eu")
                .with("bailiwick.inference.region", "azure:swedencentral")
                .with("bailiwick.model.version", "gpt-4o-2024-11-20")
                .with("bailiwick.tenant.id", "acme-gmbh")
                .with("gen_ai.conversation.id", "session-1")
                .with("gen_ai.usage.input_tokens", 1_000)
                .with("gen_ai.usage.output_tokens", 100)
                .with("gen_ai.usage.cache_read.input_tokens", 400)
                .with("gen_ai.usage.cache_creation.input_tokens", 0)
                .with("ttft_ms", "250.000");
    }

    static Logged denied() {
        return served().with("bailiwick.outcome", "denied")
                .with("bailiwick.inference.region", "none")
                .with("gen_ai.request.stream", false)
                .without("gen_ai.provider.name")
                .without("ttft_ms")
                .without("gen_ai.usage.input_tokens")
                .without("gen_ai.usage.output_tokens")
                .without("gen_ai.usage.cache_read.input_tokens")
                .without("gen_ai.usage.cache_creation.input_tokens")
                .with("bailiwick.model.version", "unknown");
    }

    Logged with(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    Logged without(String key) {
        keys.remove(key);
        return this;
    }

    Logged at(String region) {
        return with("bailiwick.inference.region", region);
    }

    Logged tokens(long input, long read, long output) {
        return with("gen_ai.usage.input_tokens", input)
                .with("gen_ai.usage.cache_read.input_tokens", read)
                .with("gen_ai.usage.output_tokens", output);
    }

    String line() {
        return keys.entrySet().stream()
                .map(each -> "\"" + each.getKey() + "\":" + value(each.getKey(), each.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(String key, Object value) {
        return value instanceof String text && !key.equals("ttft_ms") ? "\"" + text + "\"" : value.toString();
    }
}
