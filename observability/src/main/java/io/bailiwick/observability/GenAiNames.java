package io.bailiwick.observability;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.Provider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The registry's words for what the policy calls otherwise.
 *
 * <p>Source: OpenTelemetry semantic conventions 1.41.1, {@code gen_ai} and {@code http}.
 */
public final class GenAiNames {

    private static final Map<String, String> PROVIDERS = Map.of(
            Provider.AZURE.word(), "azure.ai.openai",
            Provider.BEDROCK.word(), "aws.bedrock",
            Provider.MISTRAL.word(), "mistral_ai",
            Provider.VERTEX.word(), "gcp.vertex_ai",
            Provider.XAI.word(), "x_ai");

    private static final Map<String, String> OPERATIONS = Map.of(
            Api.CHAT.path(), "chat",
            Api.RESPONSES.path(), "chat",
            Api.MESSAGES.path(), "chat",
            Api.COMPLETIONS.path(), "text_completion",
            Api.EMBEDDINGS.path(), "embeddings",
            Api.COUNT_TOKENS.path(), "count_tokens");

    private static final Set<String> METHODS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    private GenAiNames() {}

    /** {@code gen_ai.provider.name}; a provider that the registry does not know keeps the policy's word. */
    static String provider(String word) {
        return PROVIDERS.getOrDefault(word, word);
    }

    /** The policy's word for a {@code gen_ai.provider.name} that the log wrote. */
    public static String policyWord(String name) {
        return PROVIDERS.entrySet().stream()
                .filter(each -> each.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }

    /** {@code gen_ai.operation.name}; null for a path that asks no model. */
    static @Nullable String operation(String path) {
        return OPERATIONS.get(path);
    }

    /** {@code http.request.method}: a client may send any word there. */
    static String method(String sent) {
        return METHODS.contains(sent) ? sent : "_OTHER";
    }
}
