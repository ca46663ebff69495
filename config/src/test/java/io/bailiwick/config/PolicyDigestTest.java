package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDigestTest {

    private static final String POLICY = Policies.read(Path.of("policies/single-sidecar.yaml"));

    @Test
    void layout_comments_quotes_and_order_leave_the_digest_alone() {
        String relaid = POLICY.replaceAll("(?m)#.*$", "")
                .replace("{ boundary: [DE], users: [DE] }", "\n    users:\n      - 'DE'\n    boundary: [ \"DE\" ]")
                .replace(
                        "provider: openai-compatible\n    url: http://10.1.2.3:8000/v1",
                        "url: http://10.1.2.3:8000/v1\n    provider: openai-compatible");

        assertThat(relaid).isNotEqualTo(POLICY);
        assertThat(digest(relaid)).isEqualTo(digest(POLICY)).matches("[0-9a-f]{64}");
    }

    @Test
    void the_gateway_leaves_the_digest_alone() {
        assertThat(digest(POLICY.replace("127.0.0.1:8080", "127.0.0.1:9999")
                        .replace("region: onprem:fra1", "region: onprem:ber1")))
                .isEqualTo(digest(POLICY));
    }

    @Test
    void whatever_decides_anything_changes_the_digest() {
        for (List<String> change : List.of(
                List.of("[[vllm-frankfurt], [vllm-berlin]]", "[[vllm-berlin], [vllm-frankfurt]]"),
                List.of("[[vllm-frankfurt], [vllm-berlin]]", "[[vllm-frankfurt, vllm-berlin]]"),
                List.of("mistral-small", "mistral-smal"),
                List.of("boundary: [DE]", "boundary: [DE, FR]"),
                List.of("app:", "apq:"))) {
            assertThat(digest(POLICY.replace(change.get(0), change.get(1))))
                    .as(change.toString())
                    .isNotEqualTo(digest(POLICY));
        }
    }

    private static String digest(String text) {
        return Policies.accepted(text).digest();
    }
}
