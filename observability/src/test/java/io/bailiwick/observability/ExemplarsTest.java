package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.MetricsSettings;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Usage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whether a sample names a trace, and whose. */
class ExemplarsTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final MetricsSettings ON = new MetricsSettings(false, true);

    private static String openMetrics(GatewayMetrics metrics) {
        return new String(metrics.page().scrape("application/openmetrics-text"), StandardCharsets.UTF_8);
    }

    private static GatewayMetrics after(MetricsSettings settings, Exchanges exchange) {
        GatewayMetrics metrics = Policies.metrics(() -> 0);
        metrics.inForce(Policies.with(settings));
        metrics.finished(exchange.record());
        return metrics;
    }

    @Test
    void a_sampled_exchange_leaves_its_trace_beside_its_bucket() {
        assertThat(openMetrics(after(ON, Exchanges.served())).lines())
                .anyMatch(line -> line.startsWith("bailiwick_time_to_first_token_seconds_bucket")
                        && line.contains("# {")
                        && line.contains("trace_id=\"" + TRACE + "\""));
    }

    @Test
    void the_older_text_format_names_no_trace() {
        assertThat(Page.of(after(ON, Exchanges.served()).page()).text).doesNotContain(TRACE);
    }

    @Test
    void a_policy_that_does_not_ask_for_it_gives_a_scraper_no_trace() {
        assertThat(openMetrics(after(MetricsSettings.DEFAULT, Exchanges.served())))
                .doesNotContain(TRACE);
    }

    @Test
    void a_trace_that_its_owner_does_not_sample_is_not_named() {
        Exchanges exchange = Exchanges.served();
        exchange.sampled = false;

        assertThat(openMetrics(after(ON, exchange))).doesNotContain(TRACE);
    }

    @Test
    void an_exchange_that_falls_under_no_known_law_is_not_named() {
        Exchanges exchange = Exchanges.served();
        exchange.jurisdiction = Stamp.UNKNOWN;

        assertThat(openMetrics(after(ON, exchange))).doesNotContain(TRACE);
    }

    @Test
    void what_is_counted_after_an_exchange_has_not_its_trace() {
        GatewayMetrics metrics = after(ON, Exchanges.served());
        metrics.lagged(1);

        assertThat(openMetrics(metrics).lines())
                .filteredOn(line -> line.startsWith("bailiwick_event_loop_lag"))
                .isNotEmpty()
                .noneMatch(line -> line.contains(TRACE));
    }

    @Test
    void a_trace_leaves_the_page_once_every_scraper_had_time_to_see_it() {
        AtomicLong nanos = new AtomicLong(7);
        GatewayMetrics metrics = Policies.metrics(nanos::get);
        metrics.inForce(Policies.with(ON));
        metrics.finished(Exchanges.served().record());

        nanos.addAndGet(TraceExemplars.KEPT.toNanos());
        assertThat(openMetrics(metrics)).contains(TRACE);

        nanos.incrementAndGet();
        assertThat(openMetrics(metrics)).doesNotContain(TRACE);
    }

    @Test
    void tokens_that_were_none_name_nobody() {
        Exchanges exchange = Exchanges.served();
        exchange.usage = new Usage(100L, 11L, 0L, null, null);

        assertThat(openMetrics(after(ON, exchange)).lines())
                .filteredOn(line -> line.startsWith("bailiwick_tokens_total"))
                .allMatch(line -> line.contains(TRACE) != line.contains("cache_read"));
    }

    @Test
    void every_sampled_exchange_is_the_one_that_its_bucket_names_and_no_other_bucket_does() {
        GatewayMetrics metrics = after(ON, Exchanges.served());
        Exchanges next = Exchanges.served();
        next.traceId = "1bf7651916cd43dd8448eb211c80319d";
        metrics.finished(next.record());

        assertThat(openMetrics(metrics).lines())
                .filteredOn(line -> line.startsWith("bailiwick_request_duration_seconds_bucket"))
                .filteredOn(line -> line.contains("trace_id"))
                .singleElement()
                .asString()
                .contains(next.traceId);
    }
}
