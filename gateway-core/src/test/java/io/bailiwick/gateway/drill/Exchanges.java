package io.bailiwick.gateway.drill;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Usage;
import io.bailiwick.residency.Evidence;
import io.bailiwick.routing.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ended exchanges of the EU. */
final class Exchanges {

    private Exchanges() {}

    static ExchangeRecord served(String digest, Candidate... tried) {
        Candidate by = tried[tried.length - 1];
        return record(digest, by.reach().shown(), by.reach().shownCountry(), by.promise(), null, tried);
    }

    static ExchangeRecord observed(String digest, String region, String country, Evidence evidence, Candidate by) {
        return record(digest, region, country, evidence, null, by);
    }

    static ExchangeRecord exhausted(String digest, Candidate... tried) {
        Refusal refusal = Refusal.of(RefusalCode.RESIDENCY_POOL_EXHAUSTED, "none is left");
        return record(digest, Stamp.NONE, Stamp.NONE, Evidence.NONE, refusal, tried);
    }

    private static ExchangeRecord record(
            String digest,
            String region,
            String country,
            Evidence evidence,
            @Nullable Refusal refusal,
            Candidate... tried) {
        List<AttemptRecord> attempts = new ArrayList<>();
        for (Candidate each : tried) {
            boolean last = attempts.size() == tried.length - 1;
            attempts.add(new AttemptRecord(
                    attempts.size() + 1,
                    each,
                    "00f067aa0ba902b7",
                    last && refusal == null ? "ok" : "connect",
                    null,
                    null,
                    0,
                    1));
        }
        return new ExchangeRecord(
                null,
                new Stamp("eu", region, country, evidence, "m", "unknown", "e", tried.length, "4bf92f3577b34da6"),
                Instant.EPOCH,
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
                null,
                digest,
                "aws:eu-central-1",
                refusal == null ? 200 : 503,
                refusal == null ? Outcome.OK : Outcome.DENIED,
                refusal,
                attempts,
                null,
                null,
                Usage.UNKNOWN,
                false,
                false,
                1,
                1,
                0,
                Duration.ofMillis(40).toNanos(),
                -1,
                -1,
                1);
    }
}
