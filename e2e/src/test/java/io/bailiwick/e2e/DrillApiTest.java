package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether only a drill that was meant, and that ends, can be begun. */
class DrillApiTest {

    @TempDir
    private Path directory;

    @Test
    void what_is_no_order_is_refused_and_says_what_was_found_and_expected() throws IOException {
        try (Border border = Border.start(topology -> topology.gateway("limits: { drill: 10s }"))) {
            Drilled drills = new Drilled(border.running());
            refused(drills, "{\"region\":\"onprem:fra1\"}", "for_ms is missing");
            refused(
                    drills,
                    "{\"region\":\"onprem:fra1\",\"for_ms\":11000}",
                    "for_ms is 11000",
                    "10000",
                    "gateway.limits.drill");
            refused(
                    drills,
                    "{\"region\":\"onprem:fra1\",\"for_ms\":9000,\"after_ms\":9000}",
                    "takes 21000 ms",
                    "at most 10000 ms");
            refused(drills, "{\"region\":\"onprem:fra1\",\"for_ms\":0}", "for_ms is 0");
            refused(drills, "{\"region\":\"onprem:fra1\",\"for_ms\":\"5s\"}", "for_ms is \"5s\"");
            refused(drills, "{\"region\":\"onprem:fra1\",\"for_ms\":99999999999999999999}", "for_ms is 9999");
            refused(
                    drills,
                    "{\"region\":\"onprem:fra\",\"for_ms\":1000}",
                    "region 'onprem:fra'",
                    "did you mean 'onprem:fra1'?");
            refused(drills, "{\"endpoint\":\"paris\",\"for_ms\":1000}", "endpoint 'paris'", "par-claude");
            refused(
                    drills,
                    "{\"jurisdiction\":\"us\",\"for_ms\":1000}",
                    "no pool that this gateway serves",
                    "de, eu, free");
            refused(drills, "{\"for_ms\":1000}", "found 0 outages");
            refused(drills, "{\"region\":\"onprem:fra1\",\"endpoint\":\"fra\",\"for_ms\":1000}", "found 2 outages");
            refused(
                    drills,
                    "{\"region\":\"onprem:fra1\",\"for_ms\":1000,\"fault\":\"fire\"}",
                    "fault is 'fire'",
                    "connect, timeout, 503");
            refused(
                    drills,
                    "{\"region\":\"onprem:fra1\",\"for_ms\":1000,\"trafic\":\"real\"}",
                    "unknown key 'trafic'",
                    "'traffic'");
            refused(drills, "{\"region\":\"onprem:fra1\",\"for_ms\":1000,\"for_ms\":2000}", "duplicate keys");
            refused(drills, "[]", "no JSON object");
            refused(drills, "", "no JSON object");
            assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("fra");
        }
    }

    @Test
    void a_web_page_that_an_operator_looks_at_cannot_begin_one() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            Drilled drills = new Drilled(border.running());
            String order = "{\"endpoint\":\"fra\",\"for_ms\":60000,\"before_ms\":0}";
            for (String type :
                    new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
                assertThat(drills.post(order, "content-type", type).status()).isEqualTo(415);
            }
            assertThat(drills.ask("POST", "/v1/drills", order).status()).isEqualTo(415);
            assertThat(border.ask().status()).isEqualTo(200);
        }
    }

    @Test
    void there_is_one_at_a_time_and_the_last_few_can_be_read() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            Drilled drills = new Drilled(border.running());
            String first = drills.begin("\"endpoint\":\"fra\",\"for_ms\":60000");
            Drilled.Said second = drills.post("{\"endpoint\":\"fra\",\"for_ms\":60000}");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.error()).contains(first);
            assertThat(drills.end(first).status()).isEqualTo(200);
            for (int i = 0; i < 9; i++) {
                drills.end(drills.begin("\"endpoint\":\"fra\",\"for_ms\":60000"));
            }
            assertThat(drills.ask("GET", "/v1/drills", "").page().path("drills"))
                    .hasSize(8);
            assertThat(drills.ask("GET", "/v1/drills/" + first, "").status()).isEqualTo(404);
            assertThat(drills.ask("DELETE", "/v1/drills/none", "").status()).isEqualTo(404);
            assertThat(drills.ask("PUT", "/v1/drills", "").status()).isEqualTo(405);
        }
    }

    @Test
    void without_the_admin_token_nobody_begins_reads_or_ends_one() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "a-long-admin-token-of-the-test\n");
        try (Border border = Border.start(topology -> topology.pool("[[fra]]").adminToken(token.toString()))) {
            Drilled drills = new Drilled(border.running());
            String order = "{\"endpoint\":\"fra\",\"for_ms\":60000,\"before_ms\":0}";
            assertThat(drills.post(order).status()).isEqualTo(401);
            assertThat(drills.post(order, "content-type", "application/json", "authorization", "Bearer wrong")
                            .status())
                    .isEqualTo(401);
            assertThat(drills.ask("GET", "/v1/drills", "").status()).isEqualTo(401);
            assertThat(drills.ask("DELETE", "/v1/drills/x", "").status()).isEqualTo(401);
            assertThat(drills.post(
                                    order,
                                    "content-type",
                                    "application/json",
                                    "authorization",
                                    "Bearer a-long-admin-token-of-the-test")
                            .status())
                    .isEqualTo(201);
        }
    }

    private static void refused(Drilled drills, String order, String... words) {
        Drilled.Said said = drills.post(order);
        assertThat(said.status()).as(order + said.page()).isEqualTo(400);
        assertThat(said.error()).contains(words);
    }
}
