package io.bailiwick.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Usage;
import io.bailiwick.residency.Evidence;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenVersionsTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final SeenVersions versions = new SeenVersions();

    @Test
    void a_version_is_seen_from_its_first_exchange_to_its_last() {
        versions.finished(record("m-1", 1, NOON));
        versions.finished(record("m-1", 1, NOON.plusSeconds(60)));
        versions.finished(record("m-2", 2, NOON.plusSeconds(90)));
        assertThat(versions.rows()).hasSize(2);
        SeenVersions.Row first = versions.rows().get(0);
        assertThat(first.key().modelVersion()).isEqualTo("m-1");
        assertThat(first.key().region()).isEqualTo("onprem:fra1");
        assertThat(first.seen()).isEqualTo(new SeenVersions.Seen(NOON, NOON.plusSeconds(60), 2));
    }

    @Test
    void an_exchange_that_was_sent_nowhere_showed_no_version() {
        versions.finished(record("m-1", 0, NOON));
        assertThat(versions.rows()).isEmpty();
    }

    @Test
    void other_peoples_text_cannot_fill_memory() {
        for (int i = 0; i < 10_000; i++) {
            versions.finished(record("m-" + i, 1, NOON));
        }
        assertThat(versions.rows()).hasSize(2001);
        assertThat(versions.rows())
                .filteredOn(row -> row.key().modelVersion().equals("_other"))
                .singleElement()
                .satisfies(row -> assertThat(row.seen().exchanges()).isEqualTo(8000));
        versions.finished(record("m-0", 1, NOON));
        assertThat(versions.rows())
                .filteredOn(row -> row.key().modelVersion().equals("m-0"))
                .singleElement()
                .satisfies(row -> assertThat(row.seen().exchanges()).isEqualTo(2));
    }

    private static ExchangeRecord record(String model, int attempts, Instant at) {
        Stamp stamp = new Stamp(
                "eu", "onprem:fra1", "DE", Evidence.ATTESTED, model, "none", "frankfurt", attempts, "4bf92f3577b34da6");
        return new ExchangeRecord(
                stamp,
                at,
                "00f067aa0ba902b7",
                null,
                "01",
                "POST",
                "/v1/chat/completions",
                "chat",
                "chat",
                "openai",
                "acme",
                null,
                null,
                "digest",
                "aws:eu-central-1",
                200,
                Outcome.OK,
                null,
                List.of(),
                null,
                Usage.UNKNOWN,
                false,
                false,
                1,
                1,
                1,
                -1,
                -1,
                1);
    }
}
