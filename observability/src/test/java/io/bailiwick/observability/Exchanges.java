package io.bailiwick.observability;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Usage;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An exchange that went well, of which a test changes what it is about. */
final class Exchanges {

    Jurisdiction home = Policies.EU;
    String jurisdiction = "eu";
    String gatewayRegion = "aws:eu-central-1";
    String traceId = "0af7651916cd43dd8448eb211c80319c";
    boolean sampled = true;
    boolean encrypted = true;
    String parentSpanId;
    String responseId = "chatcmpl-1";
    String region = "azure:swedencentral";
    String country = "SE";
    Evidence evidence = Evidence.DECLARED;
    String modelVersion = "gpt-4o-2024-11-20";
    String promptVersion = "v47";
    String endpoint = "azure-sweden";
    String method = "POST";
    String path = "/v1/chat/completions";
    String route = "chat";
    String model = "gpt-4o";
    String provider = "azure";
    String tenant = "acme-gmbh";
    String session = "session-1";
    String promptName = "support";
    int status = 200;
    Outcome outcome = Outcome.OK;
    Refusal refusal;
    List<AttemptRecord> attempts = new ArrayList<>();
    String fingerprint = "fp_1";
    Usage usage = new Usage(100L, 11L, 40L, 5L, 3L);
    boolean stream = true;
    boolean mismatch;
    long waitedNanos;
    long durationNanos = 2_250_000_000L;
    long ttftNanos = 250_000_000L;
    long upstreamTtftNanos = 240_000_500L;
    long overheadNanos = 1_234_567L;

    static Exchanges served() {
        Exchanges exchange = new Exchanges();
        exchange.attempts.add(attempt(1, Policies.SWEDEN, "ok", 200));
        return exchange;
    }

    /** Refused before anything was sent. */
    static Exchanges refused(Refusal refusal, Outcome outcome) {
        Exchanges exchange = new Exchanges();
        exchange.refusal = refusal;
        exchange.outcome = outcome;
        exchange.status = refusal.code().status();
        exchange.region = Stamp.NONE;
        exchange.country = Stamp.NONE;
        exchange.evidence = Evidence.NONE;
        exchange.endpoint = Stamp.NONE;
        exchange.modelVersion = Stamp.UNKNOWN;
        exchange.provider = null;
        exchange.fingerprint = null;
        exchange.usage = Usage.UNKNOWN;
        exchange.stream = false;
        exchange.ttftNanos = -1;
        exchange.upstreamTtftNanos = -1;
        exchange.overheadNanos = -1;
        return exchange;
    }

    static AttemptRecord attempt(int number, Candidate candidate, String result, Integer status) {
        return new AttemptRecord(
                number,
                candidate,
                "00f067aa0ba902b" + number,
                result,
                status,
                "req-" + number,
                (number - 1) * 1_100_000_000L + 1_234_567,
                1_000_000_000L);
    }

    Exchanges tried(Candidate candidate, String result, Integer status) {
        attempts.add(attempt(attempts.size() + 1, candidate, result, status));
        return this;
    }

    ExchangeRecord record() {
        return new ExchangeRecord(
                jurisdiction.equals(Stamp.UNKNOWN) ? null : home,
                new Stamp(
                        jurisdiction,
                        region,
                        country,
                        evidence,
                        modelVersion,
                        promptVersion,
                        endpoint,
                        attempts.size(),
                        traceId),
                Instant.parse("2026-11-21T10:00:00.123456Z"),
                "b7ad6b7169203331",
                parentSpanId,
                sampled,
                encrypted,
                method,
                path,
                route,
                model,
                provider,
                tenant,
                session,
                promptName,
                "digest-1",
                gatewayRegion,
                status,
                outcome,
                refusal,
                attempts,
                responseId,
                fingerprint,
                usage,
                stream,
                mismatch,
                512,
                2048,
                waitedNanos,
                durationNanos,
                ttftNanos,
                upstreamTtftNanos,
                overheadNanos);
    }
}
