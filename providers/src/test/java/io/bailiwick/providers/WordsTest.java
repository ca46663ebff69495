package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void every_api_is_found_by_its_word_and_its_path_and_by_nothing_else() {
        for (Api api : Api.values()) {
            assertThat(Api.ofWord(api.word())).isEqualTo(api);
            assertThat(Api.ofPath(api.path())).isEqualTo(api);
        }
        assertThat(Api.ofPath("/v1/files")).isNull();
        assertThat(Api.ofPath("/v1/chat/completions/")).isNull();
        assertThat(Api.ofWord("Chat")).isNull();
    }

    @Test
    void the_upstream_path_stands_below_a_url_that_ends_in_v1() {
        assertThat(Api.CHAT.upstreamPath()).isEqualTo("/chat/completions");
        assertThat(Api.COUNT_TOKENS.upstreamPath()).isEqualTo("/messages/count_tokens");
    }

    @Test
    void embeddings_and_token_counts_do_not_stream() {
        assertThat(List.of(Api.values()).stream().filter(api -> !api.canStream()))
                .containsExactly(Api.EMBEDDINGS, Api.COUNT_TOKENS);
    }

    @Test
    void a_provider_that_is_not_spoken_has_no_dialect_and_no_apis() {
        for (Provider provider : Provider.values()) {
            assertThat(Provider.ofWord(provider.word())).isEqualTo(provider);
            assertThat(provider.spoken()).isEqualTo(provider.dialect() != null);
            assertThat(provider.apis().isEmpty()).isEqualTo(!provider.spoken());
        }
        assertThat(Provider.BEDROCK.spoken()).isFalse();
        assertThat(Provider.ofWord("nobody")).isNull();
        assertThat(Provider.words()).contains("azure", "openai-compatible", "bedrock");
    }

    @Test
    void a_spoken_provider_serves_every_api_of_its_dialect() {
        assertThat(Provider.AZURE.apis()).isEqualTo(Set.of(Api.CHAT, Api.RESPONSES, Api.COMPLETIONS, Api.EMBEDDINGS));
        assertThat(Provider.ANTHROPIC.apis()).isEqualTo(Set.of(Api.MESSAGES, Api.COUNT_TOKENS));
    }

    @Test
    void each_provider_gets_its_key_in_its_own_header() {
        assertThat(Provider.OPENAI.credentialHeader().headerName()).isEqualTo("authorization");
        assertThat(Provider.OPENAI.credentialHeader().headerValue("k")).isEqualTo("Bearer k");
        assertThat(Provider.AZURE.credentialHeader().headerName()).isEqualTo("api-key");
        assertThat(Provider.AZURE.credentialHeader().headerValue("k")).isEqualTo("k");
        assertThat(Provider.ANTHROPIC.credentialHeader().headerName()).isEqualTo("x-api-key");
    }

    @Test
    void values_that_cannot_be_right_are_refused() {
        assertThatThrownBy(() -> new JsonLimits(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UpstreamEdits("", null, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FeatureUse("", "body", false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headers_pass_only_if_they_are_listed() {
        assertThat(HeaderRules.requestAllowed(Dialect.OPENAI)).containsExactlyInAnyOrder("content-type", "accept");
        assertThat(HeaderRules.requestAllowed(Dialect.ANTHROPIC))
                .containsExactlyInAnyOrder("content-type", "accept", "anthropic-version");
        for (String name : List.of("content-type", "x-request-id", "x-ratelimit-remaining-tokens", "retry-after-ms")) {
            assertThat(HeaderRules.passesToClient(Dialect.OPENAI, name))
                    .as(name)
                    .isTrue();
        }
        for (String name : List.of("content-type", "request-id", "anthropic-ratelimit-requests-limit")) {
            assertThat(HeaderRules.passesToClient(Dialect.ANTHROPIC, name))
                    .as(name)
                    .isTrue();
        }
        for (String name : List.of(
                "set-cookie",
                "alt-svc",
                "location",
                "server",
                "via",
                "cf-ray",
                "openai-organization",
                "anthropic-organization-id",
                "x-ms-region",
                "content-length")) {
            assertThat(HeaderRules.passesToClient(Dialect.OPENAI, name))
                    .as(name)
                    .isFalse();
            assertThat(HeaderRules.passesToClient(Dialect.ANTHROPIC, name))
                    .as(name)
                    .isFalse();
        }
    }
}
