package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.MetricsSettings;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a client or an upstream calls things, no series is born of it and no label says it. */
class HostileNamesProperties {

    private static final String MARK = "zq";
    private static final Set<String> REACHABLE = seriesOfEveryUnlistedKind();

    @Property(tries = 200)
    void no_text_of_a_client_becomes_a_label_or_a_series(
            @ForAll("names") String first, @ForAll("names") String second, @ForAll boolean declares) {
        GatewayMetrics metrics = Policies.metrics(() -> 0);
        metrics.inForce(Policies.with(new MetricsSettings(true, true)));
        metrics.finished(named(first, second, declares ? first : null).record());
        metrics.finished(named(second, first, declares ? second : null).record());
        metrics.finished(
                named(first + second, first, declares ? "support" : null).record());

        Page page = Page.of(metrics.page());

        assertThat(page.text).doesNotContain(MARK);
        assertThat(series(page)).isSubsetOf(REACHABLE);
    }

    /** Texts as attackers write them, each with a mark that no honest word holds. */
    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(60);
        Arbitrary<String> odd = Arbitraries.of(
                "\"} 1\nbailiwick_residency_violations_total{jurisdiction=\"eu\",region=\"",
                "{le=\"",
                "\\",
                "\n# EOF\n",
                "_other",
                "unknown",
                "none",
                "..",
                "%00",
                "fp-",
                "support/v47",
                "../../etc",
                "\u0000",
                "é\u202e");
        return Arbitraries.oneOf(any, odd).map(text -> MARK + text);
    }

    private static Exchanges named(String first, String second, String prompt) {
        Exchanges exchange = Exchanges.served();
        exchange.route = first;
        exchange.model = second;
        exchange.modelVersion = second;
        exchange.promptName = prompt;
        exchange.promptVersion = second;
        exchange.session = first;
        exchange.tenant = second;
        exchange.fingerprint = first;
        exchange.method = first;
        exchange.jurisdiction = first;
        exchange.provider = second;
        exchange.refusal = Refusal.of(RefusalCode.UPSTREAM_BROKEN, first, second);
        return exchange;
    }

    /** What a few honest but unlisted names make: the most that any other can. */
    private static Set<String> seriesOfEveryUnlistedKind() {
        GatewayMetrics metrics = Policies.metrics(() -> 0);
        metrics.inForce(Policies.with(new MetricsSettings(true, true)));
        for (String prompt : List.of("unlisted", "support", "")) {
            metrics.finished(named("unlisted", "unlisted", prompt.isEmpty() ? null : prompt)
                    .record());
        }
        return series(Page.of(metrics.page()));
    }

    private static Set<String> series(Page page) {
        return page.samples.stream()
                .map(sample -> sample.name() + sample.labels())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
