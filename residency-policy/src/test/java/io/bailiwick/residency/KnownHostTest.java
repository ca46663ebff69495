package io.bailiwick.residency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class KnownHostTest {

    /** What is looked at first must never hide a host that the row speaks of. */
    @Property
    void a_row_speaks_of_the_hosts_that_its_whole_pattern_spells(
            @ForAll("patterns") String pattern, @ForAll("hosts") String host) {
        String expression =
                "\\Q" + pattern.replace("{region}", "\\E([a-z0-9-]+)\\Q").replace("*", "\\E.+\\Q") + "\\E";
        boolean spelled = Pattern.matches(expression, host);
        Statistics.collect(spelled);
        assertThat(row(pattern).matches(host)).isEqualTo(spelled);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                "api.openai.com",
                "*.openai.azure.com",
                "*.azure.com",
                "bedrock-runtime.{region}.amazonaws.com",
                "{region}-aiplatform.googleapis.com",
                "*.{region}.models.ai.azure.com",
                "{region}.*",
                "a*a");
    }

    @Provide
    Arbitrary<String> hosts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "api",
                "openai",
                "azure",
                "com",
                "a",
                "aa",
                "aba",
                "eu-west-1",
                "bedrock-runtime",
                "amazonaws",
                "models",
                "ai",
                "aiplatform",
                "googleapis",
                "eu-west-1-aiplatform",
                "");
        Arbitrary<String> made = pieces.list().ofMinSize(1).ofMaxSize(6).map(labels -> String.join(".", labels));
        Arbitrary<String> likely = Arbitraries.of(
                "api.openai.com",
                "x.openai.azure.com",
                ".openai.azure.com",
                "bedrock-runtime.eu-west-1.amazonaws.com",
                "bedrock-runtime..amazonaws.com",
                "eu-west-1-aiplatform.googleapis.com",
                "-aiplatform.googleapis.com",
                "x.eu-west-1.models.ai.azure.com",
                "eu.x");
        return Arbitraries.oneOf(made, likely);
    }

    private static KnownHost row(String pattern) {
        return new KnownHost(
                pattern,
                "openai",
                KnownHost.Rule.PLACE,
                "openai:eu",
                Set.of(),
                "",
                LocalDate.of(2026, 11, 1),
                "https://x.example");
    }
}
