package io.bailiwick.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.config.Expectations;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Usage;
import io.bailiwick.residency.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenVersionsTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private Instant now = NOON;
    private final SeenVersions versions = new SeenVersions(() -> now);

    @Test
    void a_version_is_seen_from_its_first_exchange_to_its_last() {
        versions.finished(record("m-1", 1, NOON));
        versions.finished(record("m-1", 1, NOON.plusSeconds(60)));
        versions.finished(record("m-2", 2, NOON.plusSeconds(90)));

        assertThat(versions.models()).hasSize(2);
        Sightings.Row<SeenVersions.ModelKey> first = versions.models().get(0);
        assertThat(first.key()).isEqualTo(new SeenVersions.ModelKey("onprem:fra1", "chat", "m-1", null));
        assertThat(first.first()).isEqualTo(NOON);
        assertThat(first.last()).isEqualTo(NOON.plusSeconds(60));
        assertThat(first.exchanges()).isEqualTo(2);
    }

    @Test
    void an_exchange_that_was_sent_nowhere_showed_no_version() {
        versions.finished(record("m-1", 0, NOON));

        assertThat(versions.models()).isEmpty();
        assertThat(versions.prompts()).isEmpty();
    }

    @Test
    void other_peoples_text_cannot_fill_memory() {
        for (int i = 0; i < 10_000; i++) {
            versions.finished(record("m-" + i, 1, NOON));
        }
        assertThat(versions.models()).hasSize(1001);
        assertThat(versions.models())
                .filteredOn(row -> row.key().modelVersion().equals("_other"))
                .singleElement()
                .satisfies(row -> assertThat(row.exchanges()).isEqualTo(9000));
        versions.finished(record("m-0", 1, NOON));
        assertThat(versions.models())
                .filteredOn(row -> row.key().modelVersion().equals("m-0"))
                .singleElement()
                .satisfies(row -> assertThat(row.exchanges()).isEqualTo(2));
    }

    @Test
    void prompts_that_clients_make_up_take_no_room_from_models() {
        for (int i = 0; i < 10_000; i++) {
            versions.finished(record("onprem:fra1", "m-1", "junk-" + i, "v1", NOON));
        }
        versions.finished(record("onprem:par1", "m-2", "support", "v1", NOON));

        assertThat(versions.prompts()).hasSize(1001);
        assertThat(versions.models())
                .extracting(row -> row.key().modelVersion())
                .containsExactly("m-1", "m-2");
    }

    @Test
    void what_nobody_saw_for_a_week_makes_room() {
        for (int i = 0; i < 1000; i++) {
            versions.finished(record("m-" + i, 1, NOON));
        }
        versions.finished(record("m-new", 1, NOON.plus(Duration.ofDays(8))));

        assertThat(versions.models())
                .extracting(row -> row.key().modelVersion())
                .containsExactly("m-new");
    }

    @Test
    void two_regions_with_two_versions_are_one_apart_until_the_older_is_silent_for_ten_minutes() {
        versions.finished(record("onprem:fra1", "m-1", "support", "v47", NOON));
        assertThat(versions.modelSkew("chat")).isZero();

        versions.finished(record("onprem:par1", "m-2", "support", "v48", NOON.plusSeconds(300)));
        now = NOON.plusSeconds(300);
        assertThat(versions.modelSkew("chat")).isEqualTo(1);
        assertThat(versions.modelSkew("claude")).isZero();
        assertThat(versions.promptSkew("support", Set.of("v47", "v48"))).isEqualTo(1);

        now = NOON.plusSeconds(601);
        assertThat(versions.modelSkew("chat")).isZero();
        assertThat(versions.promptSkew("support", Set.of("v47", "v48"))).isZero();
    }

    @Test
    void a_prompt_version_that_a_client_makes_up_is_no_skew() {
        versions.finished(record("onprem:fra1", "m-1", "support", "v47", NOON));
        versions.finished(record("onprem:fra1", "m-1", "support", "made-up", NOON));

        assertThat(versions.promptSkew("support", Set.of("v47", "v48"))).isZero();
    }

    @Test
    void the_page_says_what_was_seen_what_is_expected_and_where_regions_differ() throws Exception {
        versions.finished(record("onprem:fra1", "m-1", "support", "v47", NOON));
        versions.finished(record("onprem:par1", "m-2", "support", "v47", NOON));
        Expectations expect = new Expectations(Map.of("chat", Set.of("m-1")), Map.of("support", Set.of("v47")));

        JsonNode page = new VersionsPage(new ObjectMapper(), versions, expect).node();

        assertThat(page.path("models").get(0).toString())
                .isEqualTo(
                        "{\"route\":\"chat\",\"region\":\"onprem:fra1\",\"model_version\":\"m-1\",\"model_fingerprint\":null,"
                                + "\"first\":\"2026-11-01T12:00:00Z\",\"last\":\"2026-11-01T12:00:00Z\",\"exchanges\":1,\"expected\":true}");
        assertThat(page.path("models").get(1).path("expected").asBoolean(true)).isFalse();
        assertThat(page.path("skew").path("models").toString())
                .isEqualTo("[{\"route\":\"chat\",\"skew\":1,\"regions_by_version\":"
                        + "{\"m-1\":[\"onprem:fra1\"],\"m-2\":[\"onprem:par1\"]}}]");
        assertThat(page.path("skew").path("prompts").toString())
                .isEqualTo("[{\"prompt_name\":\"support\",\"skew\":0,\"regions_by_version\":"
                        + "{\"v47\":[\"onprem:fra1\",\"onprem:par1\"]}}]");
        assertThat(page.path("expected").path("models").path("chat").get(0).asText())
                .isEqualTo("m-1");
    }

    private static ExchangeRecord record(String model, int attempts, Instant at) {
        return record("onprem:fra1", model, attempts, null, "none", at);
    }

    private static ExchangeRecord record(String region, String model, String prompt, String version, Instant at) {
        return record(region, model, 1, prompt, version, at);
    }

    private static ExchangeRecord record(
            String region, String model, int attempts, String prompt, String version, Instant at) {
        Stamp stamp = new Stamp(
                "eu", region, "DE", Evidence.ATTESTED, model, version, "frankfurt", attempts, "4bf92f3577b34da6");
        return new ExchangeRecord(
                null,
                stamp,
                at,
                "00f067aa0ba902b7",
                null,
                true,
                false,
                "POST",
                "/v1/chat/completions",
                "chat",
                "chat",
                "openai",
                "acme",
                null,
                prompt,
                "digest",
                "aws:eu-central-1",
                200,
                Outcome.OK,
                null,
                List.of(),
                null,
                null,
                Usage.UNKNOWN,
                false,
                false,
                1,
                1,
                0,
                1,
                -1,
                -1,
                1);
    }
}
