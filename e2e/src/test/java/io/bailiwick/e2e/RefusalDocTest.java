package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.spine.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every refusal has its section in docs/refusals.md, with the status and the words that it really has. */
final class RefusalDocTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^## `([a-z_]+)`$");

    @Test
    void every_refusal_has_its_section_and_nothing_else_has() throws IOException {
        List<String> words = Arrays.stream(RefusalCode.values())
                .map(RefusalCode::word)
                .distinct()
                .toList();
        List<String> headings =
                HEADING.matcher(page()).results().map(found -> found.group(1)).toList();
        assertThat(headings).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(words);
    }

    @Test
    void every_reply_that_is_shown_has_the_status_and_the_advice_of_its_code() throws IOException {
        for (RefusalCode code : RefusalCode.values()) {
            String section = section(code.word());
            if (code == RefusalCode.UPSTREAM_BROKEN
                    || code == RefusalCode.HEAD_TOO_LARGE
                    || !section.contains("```http")) {
                continue;
            }
            assertThat(section)
                    .contains("HTTP/1.1 " + code.status() + " ")
                    .contains("x-should-retry: " + code.retryable())
                    .contains("\"code\":\"" + code.word() + "\"");
        }
    }

    @Test
    void the_policy_that_the_page_names_is_accepted() throws IOException {
        String policy = Files.readString(Project.root().resolve("docs/policies/refusals.yaml"));
        assertThat(Running.problems(policy)).isEmpty();
        assertThat(page()).contains("docs/policies/refusals.yaml");
    }

    private static String page() throws IOException {
        return Files.readString(Project.root().resolve("docs/refusals.md"));
    }

    private static String section(String word) throws IOException {
        Matcher section =
                Pattern.compile("(?ms)^## `" + word + "`$(.*?)(?=^## |\\z)").matcher(page());
        assertThat(section.find()).describedAs(word).isTrue();
        return section.group(1);
    }
}
