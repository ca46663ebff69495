package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Expectations;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.providers.Usage;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever came before it, an exchange is counted on the series of its own places, versions and ending: what is kept of the
 * last one is used for no other.
 */
class CountedWhereItBelongsProperties {

    private static final List<Candidate> PLACES = List.of(Policies.SWEDEN, Policies.FRANKFURT, Policies.VIRGINIA);
    private static final List<String> VERSIONS = List.of("gpt-4o-2024-11-20", "gpt-4o-2025-03-26");
    private static final List<String> ENDS = List.of("ok", "5xx", "never heard of");

    /**
     * One exchange.
     *
     * @param bits of whose law, which route, which prompt, whether a stream, and from which gateway's region: any with any
     * @param rests whether a day passes first, and somebody scrapes, and the policy is read once more
     */
    private record Asked(int place, int bits, int version, int end, long tokens, boolean rests) {

        boolean is(int bit) {
            return (bits >> bit & 1) == 1;
        }

        String law() {
            return is(0) ? "us" : "eu";
        }

        String route() {
            return is(1) ? "code" : "chat";
        }

        String prompt() {
            return is(2) ? "v47" : "v48";
        }

        boolean stream() {
            return is(3);
        }

        String from() {
            return is(4) ? "aws:eu-central-1" : "aws:eu-west-1";
        }
    }

    @Property(tries = 300)
    void each_is_counted_as_if_it_were_alone(@ForAll("exchanges") List<Asked> all) {
        AtomicLong nanos = new AtomicLong();
        GatewayMetrics metrics = Policies.metrics(nanos::get);
        metrics.inForce(policy());
        Map<String, Double> expected = new TreeMap<>();
        for (Asked asked : all) {
            if (asked.rests) {
                nanos.addAndGet(Duration.ofHours(25).toNanos());
                metrics.page().scrape(null);
                metrics.inForce(policy());
                expected.keySet().removeIf(series -> series.startsWith("bailiwick_version_requests_total"));
            }
            metrics.finished(exchange(asked).record());
            count(asked, expected);
        }

        Page page = Page.of(metrics.page());

        Map<String, Double> seen = new TreeMap<>();
        Set.of(
                        "bailiwick_requests_total",
                        "bailiwick_upstream_attempts_total",
                        "bailiwick_tokens_total",
                        "bailiwick_cross_region_requests_total",
                        "bailiwick_version_requests_total",
                        "bailiwick_request_duration_seconds_count")
                .forEach(name -> page.named(name).stream()
                        .filter(sample -> sample.value() != 0)
                        .forEach(sample -> seen.put(name + sample.labels(), sample.value())));
        assertThat(seen).isEqualTo(expected);
    }

    private static GatewaySnapshot policy() {
        Set<String> versions = Set.copyOf(VERSIONS);
        return Policies.of(
                "digest-1",
                List.of(route("chat"), route("code")),
                Map.of(),
                new Expectations(Map.of("chat", versions, "code", versions), Map.of("support", Set.of("v47", "v48"))));
    }

    private static Route route(String name) {
        return Policies.route(
                name,
                Map.of(
                        Policies.EU,
                        List.of(Policies.SWEDEN, Policies.FRANKFURT),
                        Policies.US,
                        List.of(Policies.VIRGINIA)));
    }

    private static Exchanges exchange(Asked asked) {
        Candidate place = PLACES.get(asked.place);
        boolean ok = asked.end == 0;
        Exchanges exchange = new Exchanges();
        exchange.jurisdiction = asked.law();
        exchange.gatewayRegion = asked.from();
        exchange.region = place.reach().shown();
        exchange.country = place.reach().shownCountry();
        exchange.provider = place.endpoint().provider();
        exchange.route = asked.route();
        exchange.modelVersion = VERSIONS.get(asked.version);
        exchange.promptVersion = asked.prompt();
        exchange.outcome = ok ? Outcome.OK : Outcome.UPSTREAM_ERROR;
        exchange.usage = new Usage(asked.tokens, null, null, null, null);
        exchange.stream = asked.stream();
        return exchange.tried(place, ENDS.get(asked.end), ok ? 200 : null);
    }

    /** From the question alone, with nothing kept between two of them. */
    private static void count(Asked asked, Map<String, Double> expected) {
        Candidate place = PLACES.get(asked.place);
        String region = place.reach().shown();
        String route = asked.route();
        boolean ok = asked.end == 0;
        add(
                expected,
                1,
                "requests_total",
                Map.of(
                        "jurisdiction", asked.law(),
                        "region", region,
                        "country", place.reach().shownCountry(),
                        "provider", place.endpoint().provider(),
                        "model", route,
                        "outcome", (ok ? Outcome.OK : Outcome.UPSTREAM_ERROR).word()));
        add(
                expected,
                1,
                "upstream_attempts_total",
                Map.of(
                        "region",
                        region,
                        "provider",
                        place.endpoint().provider(),
                        "model",
                        route,
                        "result",
                        asked.end == 2 ? "_other" : ENDS.get(asked.end)));
        add(expected, asked.tokens, "tokens_total", Map.of("region", region, "model", route, "type", "input"));
        add(expected, 1, "cross_region_requests_total", Map.of("gateway_region", asked.from(), "region", region));
        add(
                expected,
                1,
                "version_requests_total",
                Map.of(
                        "region",
                        region,
                        "model",
                        route,
                        "model_version",
                        VERSIONS.get(asked.version),
                        "prompt_name",
                        "support",
                        "prompt_version",
                        asked.prompt(),
                        "parser_version",
                        "unknown",
                        "tools_version",
                        "unknown"));
        add(
                expected,
                1,
                "request_duration_seconds_count",
                Map.of(
                        "region",
                        region,
                        "model",
                        route,
                        "stream",
                        String.valueOf(asked.stream()),
                        "outcome_class",
                        ok ? "ok" : "error"));
    }

    private static void add(Map<String, Double> expected, long more, String name, Map<String, String> labels) {
        if (more > 0) {
            expected.merge("bailiwick_" + name + new TreeMap<>(labels), (double) more, Double::sum);
        }
    }

    @Provide
    Arbitrary<List<Asked>> exchanges() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 31),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs().between(0, 1_000),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.just(false)), Tuple.of(1, Arbitraries.just(true))))
                .as(Asked::new)
                .list()
                .ofMaxSize(40);
    }
}
