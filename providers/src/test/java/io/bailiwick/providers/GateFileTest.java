package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GateFileTest {

    private static final String GOOD =
            "{\"asOf\":\"2026-11-21\",\"sources\":{\"s\":\"a document\"},\"apis\":{\"chat\":{\"source\":\"s\","
                    + "\"fields\":{\"model\":\"inside\",\"x\":{\"values\":{\"a\":\"feature:y\"},\"why\":\"because\"}},\"tools\":{\"t\":{\"is\":\"inside\"}}}}}";

    private static GateFile read(String json) throws IOException {
        return GateFile.read("gate-test.json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_good_file_is_read() throws IOException {
        GateFile file = read(GOOD);
        assertThat(file.apis()).containsOnlyKeys(Api.CHAT);
        assertThat(file.features()).containsExactly("y");
    }

    @Test
    void a_word_that_the_gate_does_not_know_is_an_error() {
        for (String bad : List.of(
                GOOD.replace("\"inside\",\"x\"", "\"insid\",\"x\""),
                GOOD.replace("feature:y", "feature:"),
                GOOD.replace("feature:y", "everywhere:"),
                GOOD.replace("feature:y", "y"),
                GOOD.replace("\"values\"", "\"valeus\""),
                GOOD.replace("\"chat\"", "\"chatter\""),
                GOOD.replace("\"source\":\"s\"", "\"source\":\"hearsay\""),
                GOOD.replace("\"asOf\"", "\"as-of\""),
                GOOD.replace("{\"s\":", "{\"s\":\"https://example.org\",\"s\":"),
                GOOD.replace("\"chat\":", "\"chat\""),
                GOOD.substring(0, GOOD.length() - 1),
                GOOD.replace("\"is\"", "\"iss\""))) {
            assertThatThrownBy(() -> read(bad))
                    .as(bad)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("gate-test.json");
        }
    }

    @Test
    void a_table_may_be_like_another_apis_and_differ() throws IOException {
        String two = GOOD.replace(
                "\"tools\":{\"t\":{\"is\":\"inside\"}}}}",
                "\"tools\":{\"t\":\"inside\",\"u\":\"feature:u\"}},\"responses\":{\"source\":\"s\",\"fields\":{},"
                        + "\"tools\":{\"like\":\"chat\",\"t\":\"feature:t\"}}}");
        ApiGate responses = Objects.requireNonNull(read(two).apis().get(Api.RESPONSES));

        assertThat(responses.tools().rules())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "t", TypeRule.plain(Verdict.ofFeature("t")), "u", TypeRule.plain(Verdict.ofFeature("u"))));
        assertThatThrownBy(() -> read(two.replace("\"like\":\"chat\"", "\"like\":\"embeddings\"")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> read(two.replace("\"like\":\"chat\"", "\"like\":\"responses\"")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_gate_that_lacks_an_api_does_not_load() throws IOException {
        GateFile file = read(GOOD);
        assertThatThrownBy(() -> new FieldGate(Map.of(), file.apis(), Map.of(), file.features()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no gate for");
    }
}
