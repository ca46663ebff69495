package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Received;
import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Do spans reach the collector of their jurisdiction, and nobody else, whatever happens to collectors and policies? */
final class TracesTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    private RegionSinks sinks;
    private OtlpReceiver eu;
    private OtlpReceiver free;
    private Running gateway;

    @BeforeEach
    void start() throws IOException {
        sinks = RegionSinks.start(Topology.SINKS.toArray(String[]::new));
        eu = OtlpReceiver.start();
        free = OtlpReceiver.start();
        gateway = Running.start(policy(collectors(1)), Map.of("OTLP_KEY", "otlp-secret-4711"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        eu.close();
        free.close();
        sinks.close();
    }

    private String policy(String telemetry) {
        String tenants = new Topology()
                .policy(sinks, Border.digest(Running.EU_KEY))
                .replace("globex: { jurisdiction: us", "globex: { jurisdiction: free");
        return tenants + telemetry;
    }

    private String collectors(double sample) {
        return "telemetry:\n  eu: " + euCollector(sample, "onprem:fra1") + "\n  free: { otlp: \"" + free.url()
                + "\", reach: [\"onprem:iad1\"], sample: " + sample + " }\n";
    }

    private String euCollector(double sample, String reach) {
        return "{ otlp: \"" + eu.url() + "\", reach: [\"" + reach + "\"], sample: " + sample
                + ", headers: { authorization: { env: OTLP_KEY }, x-team: { env: OTLP_KEY } } }";
    }

    private RawReply chat(String key, String... headers) throws IOException {
        return gateway.chat(key, Running.chatBody("Hello"), headers);
    }

    private static String trace(RawReply reply) {
        return reply.header("bailiwick-trace-id");
    }

    private static List<Span> awaitTrace(OtlpReceiver collector, RawReply reply, int spans) {
        return await("the spans of " + trace(reply))
                .atMost(LONG)
                .until(() -> collector.trace(trace(reply)), found -> found.size() == spans);
    }

    private double dropped(String jurisdiction, String reason) {
        Matcher line = Pattern.compile("bailiwick_telemetry_spans_dropped_total\\{jurisdiction=\"" + jurisdiction
                        + "\",reason=\"" + reason + "\"\\} (\\S+)")
                .matcher(gateway.metrics());
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }

    private double dropped(String jurisdiction) {
        return List.of("queue_full", "export_failed", "no_route", "shutdown").stream()
                .mapToDouble(reason -> dropped(jurisdiction, reason))
                .sum();
    }

    private void awaitDropped(String jurisdiction, String reason, double spans) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(dropped(jurisdiction, reason)).isEqualTo(spans));
    }

    @Test
    void two_jurisdictions_under_traffic_share_nothing() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<Set<String>>> asked = new ArrayList<>();
        for (String key : List.of(Running.EU_KEY, Running.US_KEY, Running.EU_KEY, Running.US_KEY)) {
            Callable<Set<String>> client = () -> {
                Set<String> traces = new HashSet<>();
                for (int i = 0; i < 25; i++) {
                    traces.add(trace(chat(key)));
                }
                return traces;
            };
            asked.add(clients.submit(client));
        }
        Set<String> ofEu = new HashSet<>(asked.get(0).get());
        ofEu.addAll(asked.get(2).get());
        Set<String> ofFree = new HashSet<>(asked.get(1).get());
        ofFree.addAll(asked.get(3).get());
        clients.shutdown();

        await().atMost(LONG).untilAsserted(() -> {
            assertThat(eu.spans()).hasSize(150);
            assertThat(free.spans()).hasSize(150);
        });
        assertThat(traces(eu)).isEqualTo(ofEu);
        assertThat(traces(free)).isEqualTo(ofFree);
        assertThat(eu.spans())
                .allSatisfy(span ->
                        assertThat(OtlpReceiver.facts(span)).containsEntry("bailiwick.home.jurisdiction", "eu"));
        assertThat(dropped("eu") + dropped("free") + dropped("unknown")).isZero();
    }

    private static Set<String> traces(OtlpReceiver collector) {
        Set<String> traces = new HashSet<>();
        collector
                .spans()
                .forEach(span -> traces.add(OtlpReceiver.hex(span.getTraceId().toByteArray())));
        return traces;
    }

    @Test
    void header_line_metric_and_spans_say_the_same_of_one_exchange() throws IOException {
        RawReply reply = chat(Running.EU_KEY, "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
        List<Span> spans = awaitTrace(eu, reply, 3);
        JsonNode line = gateway.logLine(trace(reply));
        Map<String, String> server = OtlpReceiver.facts(spans.get(0));
        Map<String, String> call = OtlpReceiver.facts(spans.get(1));

        assertThat(trace(reply)).isEqualTo(TRACE);
        assertThat(OtlpReceiver.hex(spans.get(0).getParentSpanId().toByteArray()))
                .isEqualTo(CALLER);
        for (Map<String, String> facts : List.of(server, call)) {
            assertThat(facts)
                    .containsEntry("bailiwick.home.jurisdiction", reply.header("bailiwick-jurisdiction"))
                    .containsEntry("bailiwick.inference.region", reply.header("bailiwick-region"))
                    .containsEntry("bailiwick.region.evidence", reply.header("bailiwick-region-evidence"))
                    .containsEntry("bailiwick.model.version", reply.header("bailiwick-model-version"))
                    .containsEntry("bailiwick.prompt.version", reply.header("bailiwick-prompt-version"))
                    .containsEntry("bailiwick.endpoint", reply.header("bailiwick-endpoint"))
                    .containsEntry("bailiwick.attempt.count", reply.header("bailiwick-attempts"));
            facts.forEach((key, value) -> {
                if (!key.startsWith("server.")) {
                    assertThat(line.path(key).asText()).as(key).isEqualTo(value);
                }
            });
        }
        assertThat(gateway.metrics())
                .contains("bailiwick_requests_total{country=\"" + server.get("bailiwick.inference.country")
                        + "\",jurisdiction=\"eu\",model=\"" + server.get("bailiwick.route.name") + "\",outcome=\""
                        + server.get("bailiwick.outcome") + "\"");
        assertThat(line.path("span_id").asText())
                .isEqualTo(OtlpReceiver.hex(spans.get(0).getSpanId().toByteArray()));
        assertThat(eu.resources().get(0).getResource().getAttributesList())
                .anyMatch(each -> each.getKey().equals("service.name")
                        && each.getValue().getStringValue().equals("bailiwick"));
    }

    @Test
    void a_failover_shows_each_attempt_and_each_endpoint_was_told_its_own_span() throws IOException {
        sinks.sink("fra1").next(Fault.status(503));
        RawReply reply = chat(Running.EU_KEY, "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
        List<Span> spans = awaitTrace(eu, reply, 4);
        Map<String, String> first = OtlpReceiver.facts(spans.get(2));
        Map<String, String> second = OtlpReceiver.facts(spans.get(3));

        assertThat(first)
                .containsEntry("bailiwick.inference.region", "onprem:fra1")
                .containsEntry("http.response.status_code", "503")
                .doesNotContainKey("http.request.resend_count");
        assertThat(second)
                .containsEntry("bailiwick.inference.region", "onprem:par1")
                .containsEntry("bailiwick.failover.from_region", "onprem:fra1")
                .containsEntry("bailiwick.failover.reason", "5xx")
                .containsEntry("http.request.resend_count", "1");
        assertThat(told("fra1")).isEqualTo("00-" + TRACE + "-" + spanId(spans.get(2)) + "-01");
        assertThat(told("par1")).isEqualTo("00-" + TRACE + "-" + spanId(spans.get(3)) + "-01");
        assertThat(spans.get(2).getParentSpanId()).isEqualTo(spans.get(1).getSpanId());
        assertThat(spans.get(3).getParentSpanId()).isEqualTo(spans.get(1).getSpanId());
        assertThat(spans.get(1).getParentSpanId()).isEqualTo(spans.get(0).getSpanId());
    }

    private static String spanId(Span span) {
        return OtlpReceiver.hex(span.getSpanId().toByteArray());
    }

    private String told(String region) {
        Received received = sinks.sink(region).received().get(0);
        Matcher header = Pattern.compile("(?i)traceparent: (\\S+)")
                .matcher(new String(received.raw(), StandardCharsets.ISO_8859_1));
        assertThat(header.find()).isTrue();
        return header.group(1);
    }

    @Test
    void a_caller_who_asks_for_no_trace_gets_none_but_a_denial_is_exported_all_the_same() throws IOException {
        String unsampled = "00-" + TRACE + "-" + CALLER + "-00";
        chat(Running.EU_KEY, "traceparent", unsampled);
        assertThat(told("fra1")).startsWith("00-" + TRACE).endsWith("-00");
        RawReply denied = chat(
                Running.EU_KEY, "traceparent", unsampled.replace("4bf9", "4bf8"), "bailiwick-jurisdiction", "free");
        assertThat(denied.status()).isEqualTo(403);

        List<Span> spans = awaitTrace(eu, denied, 1);
        assertThat(OtlpReceiver.facts(spans.get(0))).containsEntry("bailiwick.residency.decision", "denied");
        gateway.close();
        assertThat(eu.spans()).hasSize(1);
    }

    @Test
    void what_nobody_can_place_is_counted_and_reaches_no_collector() throws IOException {
        assertThat(chat("bw-nobody").status()).isEqualTo(401);
        assertThat(chat(Running.DE_KEY).status()).isEqualTo(200);
        awaitDropped("unknown", "no_route", 1);
        awaitDropped("de", "no_route", 0); // its trace began here and no collector's share of it is kept
        assertThat(chat(Running.DE_KEY, "traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                        .status())
                .isEqualTo(200);
        awaitDropped("de", "no_route", 3);
        gateway.close();
        assertThat(eu.requests()).isEmpty();
        assertThat(free.requests()).isEmpty();
    }

    @Test
    void no_collector_gets_a_word_of_prompt_key_cookie_query_or_baggage() throws IOException {
        Canaries canaries = Canaries.fresh();
        for (String path : List.of("/v1/chat/completions", "/v1/chat/completions?q=" + canaries.metadata())) {
            for (String body : List.of(Running.chatBody(canaries.prompt()), Running.streamBody(canaries.prompt()))) {
                gateway.post(
                        path,
                        Running.EU_KEY,
                        body,
                        "cookie",
                        "session=" + canaries.header(),
                        "baggage",
                        "user=" + canaries.header(),
                        "tracestate",
                        "vendor=" + canaries.header(),
                        "x-note",
                        canaries.header());
            }
        }
        try (RawClient client = gateway.raw()) {
            client.send(RawClient.request(
                            "GET",
                            "/v1/" + canaries.metadata(),
                            "",
                            "authorization",
                            "Bearer " + Running.EU_KEY,
                            "user-agent",
                            canaries.header()))
                    .reply();
        }
        gateway.chat(canaries.key(), Running.chatBody(canaries.prompt()));
        RawReply last = chat(Running.EU_KEY);
        awaitTrace(eu, last, 3);
        gateway.close();

        String sent = new String(eu.bytes(), StandardCharsets.ISO_8859_1);
        assertThat(eu.spans()).hasSizeGreaterThan(6);
        RegionSinks.assertAbsent(canaries, "the collector of eu", sent);
        RegionSinks.assertAbsent(
                canaries, "the collector of free", new String(free.bytes(), StandardCharsets.ISO_8859_1));
        assertThat(sent).doesNotContain(Running.EU_KEY).doesNotContain("secret-of-");
        RegionSinks.assertAbsent(canaries, "the log", gateway.log());
        for (String region : Topology.SINKS) {
            assertThat(sinks.seenIn(canaries.header())).as(region).isEmpty();
        }
    }

    @Test
    void a_collectors_secret_goes_to_that_collector_alone() throws IOException {
        awaitTrace(eu, chat(Running.EU_KEY), 3);
        awaitTrace(free, chat(Running.US_KEY), 3);

        assertThat(eu.requests())
                .allMatch(head -> head.startsWith("POST /v1/traces\n")
                        && head.contains("Bearer otlp-secret-4711")
                        && head.contains("X-team=[otlp-secret-4711]"));
        assertThat(new String(free.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("otlp-secret");
        assertThat(gateway.log()).doesNotContain("otlp-secret");
        assertThat(gateway.metrics()).doesNotContain("otlp-secret");
        assertThat(gateway.admin("GET", "/v1/policy").body()).doesNotContain("otlp-secret");
        assertThat(sinks.seenIn("otlp-secret-4711")).isEmpty();
    }

    @Test
    void a_collector_that_is_down_costs_its_own_spans_until_it_is_back() throws IOException {
        int port = eu.port();
        eu.close();
        for (int i = 0; i < 3; i++) {
            assertThat(chat(Running.EU_KEY).status()).isEqualTo(200);
            awaitTrace(free, chat(Running.US_KEY), 3);
        }
        await().atMost(LONG).until(() -> dropped("eu", "export_failed") > 0);
        eu = OtlpReceiver.at(port);
        RawReply reply = chat(Running.EU_KEY);
        awaitTrace(eu, reply, 3);

        assertThat(eu.spans().size() + dropped("eu")).isEqualTo(12);
        assertThat(dropped("free")).isZero();
    }

    @Test
    void a_collector_that_never_answers_delays_nobody_and_is_given_up() throws IOException {
        eu.stalling();
        for (int i = 0; i < 3; i++) {
            assertThat(chat(Running.EU_KEY).status()).isEqualTo(200);
            awaitTrace(free, chat(Running.US_KEY), 3);
        }
        await().atMost(LONG).until(() -> dropped("eu", "export_failed") > 0);
        gateway.close();

        assertThat(eu.spans()).isEmpty();
        assertThat(free.spans()).hasSize(9);
    }

    @Test
    void a_redirect_is_not_followed() throws IOException {
        eu.redirecting(free.url());
        chat(Running.EU_KEY);
        awaitDropped("eu", "export_failed", 3);
        assertThat(free.requests()).isEmpty();
    }

    @Test
    void a_collector_that_a_reload_took_away_gets_nothing_more() throws IOException {
        awaitTrace(eu, chat(Running.EU_KEY), 3);
        int before = eu.requests().size();
        gateway.reload(policy("telemetry: { free: { otlp: \"" + free.url() + "\", reach: [\"onprem:iad1\"] } }\n"));
        for (int i = 0; i < 2; i++) {
            chat(Running.EU_KEY, "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
        }
        // Beside these six the three before count as lost where the reload was faster than the collector's answer was
        // read.
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(dropped("eu", "no_route")).isIn(6.0, 9.0));
        assertThat(gateway.metrics()).doesNotContain("bailiwick_telemetry_queue_size{jurisdiction=\"eu\"}");
        gateway.close();
        assertThat(eu.requests()).hasSize(before);
        assertThat(free.requests()).isEmpty();
    }

    @Test
    void a_reload_that_moves_a_collector_moves_its_spans() throws IOException {
        awaitTrace(eu, chat(Running.EU_KEY), 3);
        try (OtlpReceiver moved = OtlpReceiver.start()) {
            gateway.reload(policy(
                    "telemetry: { eu: { otlp: \"" + moved.url() + "\", reach: [\"onprem:par1\"], sample: 1 } }\n"));
            awaitTrace(moved, chat(Running.EU_KEY), 3);
            gateway.close();
            assertThat(eu.spans()).hasSize(3);
        }
    }

    @Test
    void the_default_share_is_small_and_the_callers_flag_says_what_was_drawn() throws IOException {
        gateway.reload(policy("telemetry: { eu: { otlp: \"" + eu.url() + "\", reach: [\"onprem:fra1\"] } }\n"));
        for (int i = 0; i < 30; i++) {
            chat(Running.EU_KEY);
        }
        long told = sinks.sink("fra1").received().stream()
                .filter(each ->
                        new String(each.raw(), StandardCharsets.ISO_8859_1).matches("(?is).*traceparent: \\S+-01\\s.*"))
                .count();
        gateway.close();
        assertThat(told).isLessThan(15);
        assertThat(eu.spans()).hasSize((int) told * 3);
    }

    @Test
    void the_end_sends_what_waits() throws IOException {
        RawReply reply = chat(Running.EU_KEY);
        gateway.close();
        assertThat(eu.trace(trace(reply))).hasSize(3);
    }
}
