package io.bailiwick.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.bailiwick.providers.Provider;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialTest {

    private static final Secret SECRET = Secret.of("sk-very-secret");

    @Test
    void each_provider_is_shown_its_own_header() {
        assertThat(headers(Credential.of(Provider.OPENAI, "env A", SECRET)))
                .containsExactly(Map.entry("authorization", "Bearer sk-very-secret"));
        assertThat(headers(Credential.of(Provider.AZURE, "env A", SECRET)))
                .containsExactly(Map.entry("api-key", "sk-very-secret"));
        assertThat(headers(Credential.of(Provider.ANTHROPIC, "env A", SECRET)))
                .containsExactly(Map.entry("x-api-key", "sk-very-secret"));
        assertThat(headers(Credential.NONE)).isEmpty();
    }

    @Test
    void a_secret_is_never_printed() {
        assertThat(SECRET.toString()).doesNotContain("sk-");
        assertThat(Credential.of(Provider.OPENAI, "env A", SECRET).toString()).isEqualTo("Credential[env A]");
    }

    @Test
    void a_missing_credential_signs_nothing() {
        Credential missing = Credential.missing("env A");

        assertThat(missing.isMissing()).isTrue();
        assertThat(Credential.NONE.isMissing()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> headers(missing)).withMessageContaining("env A");
    }

    @Test
    void a_secret_that_could_end_a_header_is_no_secret() {
        for (String text : new String[] {"", "a b", "a\r\nx: y", "a\n", "caf\u00e9", "a\u0000"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Secret.of(text))
                    .satisfies(refused ->
                            assertThat(String.valueOf(refused.getMessage())).startsWith("a secret that"));
        }
    }

    @Test
    void a_secret_matches_itself_alone() {
        assertThat(SECRET.matches("sk-very-secret".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(SECRET.matches("sk-very-secre".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(SECRET.matches(new byte[0])).isFalse();
    }

    private static Map<String, String> headers(Credential credential) {
        Map<String, String> headers = new HashMap<>();
        credential.addTo(headers::put);
        return headers;
    }
}
