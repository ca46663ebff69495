package io.bailiwick.providers;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an endpoint speaks and authenticates: the policy's {@code provider} words. */
public enum Provider {
    OPENAI("openai", Dialect.OPENAI, CredentialHeader.BEARER),
    AZURE("azure", Dialect.OPENAI, CredentialHeader.API_KEY),
    OPENAI_COMPATIBLE("openai-compatible", Dialect.OPENAI, CredentialHeader.BEARER),
    VLLM("vllm", Dialect.OPENAI, CredentialHeader.BEARER),
    SGLANG("sglang", Dialect.OPENAI, CredentialHeader.BEARER),
    LLAMA_CPP("llama-cpp", Dialect.OPENAI, CredentialHeader.BEARER),
    OLLAMA("ollama", Dialect.OPENAI, CredentialHeader.BEARER),
    TGI("tgi", Dialect.OPENAI, CredentialHeader.BEARER),
    ANTHROPIC("anthropic", Dialect.ANTHROPIC, CredentialHeader.X_API_KEY),
    ANTHROPIC_COMPATIBLE("anthropic-compatible", Dialect.ANTHROPIC, CredentialHeader.X_API_KEY),
    MISTRAL("mistral", Dialect.OPENAI, CredentialHeader.BEARER),
    BEDROCK("bedrock"),
    VERTEX("vertex"),
    COHERE("cohere"),
    DEEPSEEK("deepseek"),
    XAI("xai"),
    GROQ("groq"),
    TOGETHER("together"),
    OPENROUTER("openrouter"),
    CLOUDFLARE("cloudflare");

    private static final Map<String, Provider> BY_WORD =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Provider::word, Function.identity()));

    private final String word;
    private final @Nullable Dialect dialect;
    private final CredentialHeader credentialHeader;

    Provider(String word) {
        this(word, null, CredentialHeader.BEARER);
    }

    Provider(String word, @Nullable Dialect dialect, CredentialHeader credentialHeader) {
        this.word = word;
        this.dialect = dialect;
        this.credentialHeader = credentialHeader;
    }

    public String word() {
        return word;
    }

    /** Whether this build can talk to it; the grammar knows the others by name only. */
    public boolean spoken() {
        return dialect != null;
    }

    /** Null where it is not spoken. */
    public @Nullable Dialect dialect() {
        return dialect;
    }

    /** Which one this word means where {@code known} is who speaks there: a word for anybody's server means that one. */
    public Provider at(@Nullable Provider known) {
        boolean anybodys = this == OPENAI_COMPATIBLE || this == ANTHROPIC_COMPATIBLE;
        return anybodys && known != null && known.dialect == dialect ? known : this;
    }

    /** Whether it has other words for that API than clients have. */
    public boolean hasOwnWordsFor(Api api) {
        return this == MISTRAL && (api == Api.CHAT || api == Api.EMBEDDINGS);
    }

    /** Every API of the dialect that it has; empty where it is not spoken. */
    public Set<Api> apis() {
        if (this == MISTRAL) {
            return Set.of(Api.CHAT, Api.EMBEDDINGS);
        }
        if (this == TGI) {
            return Set.of(Api.CHAT, Api.COMPLETIONS);
        }
        if (this == SGLANG || this == LLAMA_CPP) {
            return Set.of(Api.CHAT, Api.COMPLETIONS, Api.EMBEDDINGS);
        }
        EnumSet<Api> apis = EnumSet.allOf(Api.class);
        apis.removeIf(api -> api.dialect() != dialect);
        return Set.copyOf(apis);
    }

    public CredentialHeader credentialHeader() {
        return credentialHeader;
    }

    public static @Nullable Provider ofWord(String word) {
        return BY_WORD.get(word);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Provider::word).toList();
    }
}
