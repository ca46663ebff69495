package io.bailiwick.providers;

import java.util.Set;

/** Which headers pass, by name in lower case; what is not listed does not. */
public final class HeaderRules {

    private static final Set<String> OPENAI_REQUEST = Set.of("content-type", "accept");
    private static final Set<String> ANTHROPIC_REQUEST = Set.of("content-type", "accept", "anthropic-version");

    /** What an Anthropic endpoint is told where the client speaks another dialect. Source: the official SDKs, 2026-11. */
    public static final String ANTHROPIC_VERSION = "2023-06-01";

    private static final Set<String> OPENAI_RESPONSE = Set.of(
            "content-type",
            "x-request-id",
            "apim-request-id",
            "openai-processing-ms",
            "openai-version",
            "x-ms-served-model",
            "retry-after",
            "retry-after-ms",
            "x-should-retry");
    private static final Set<String> ANTHROPIC_RESPONSE =
            Set.of("content-type", "request-id", "retry-after", "retry-after-ms", "x-should-retry");

    private static final String OPENAI_RESPONSE_PREFIX = "x-ratelimit-";
    private static final String ANTHROPIC_RESPONSE_PREFIX = "anthropic-ratelimit-";

    private HeaderRules() {}

    /** What goes upstream from the client; {@code anthropic-beta} passes by value, which the policy decides. */
    public static Set<String> requestAllowed(Dialect dialect) {
        return dialect == Dialect.ANTHROPIC ? ANTHROPIC_REQUEST : OPENAI_REQUEST;
    }

    /** The exact names that go to the client; families of names are in {@link #passesToClient}. */
    public static Set<String> responseAllowed(Dialect dialect) {
        return dialect == Dialect.ANTHROPIC ? ANTHROPIC_RESPONSE : OPENAI_RESPONSE;
    }

    /** What the names begin with that go to the client by their family. */
    public static String responseFamily(Dialect dialect) {
        return dialect == Dialect.ANTHROPIC ? ANTHROPIC_RESPONSE_PREFIX : OPENAI_RESPONSE_PREFIX;
    }

    public static boolean passesToClient(Dialect dialect, String lowerCaseName) {
        return responseAllowed(dialect).contains(lowerCaseName) || lowerCaseName.startsWith(responseFamily(dialect));
    }
}
