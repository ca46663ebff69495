package io.bailiwick.observability;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.residency.Evidence;
import io.bailiwick.routing.Candidate;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells one attempt of an exchange, fact by fact. */
final class AttemptFacts {

    /** Whose regions have a name before the colon that the registry knows. */
    private static final Map<String, String> CLOUDS = Map.of("aws", "aws", "azure", "azure", "gcp", "gcp");

    private AttemptFacts() {}

    /** {@code index} from 0. */
    static void tell(ExchangeRecord record, int index, Facts out) {
        AttemptRecord attempt = record.attempts().get(index);
        Candidate candidate = attempt.candidate();
        out.text(Fact.METHOD, "POST");
        callee(candidate, out);
        out.text(Fact.URL_SCHEME, candidate.endpoint().url().getScheme());
        if (attempt.status() != null) {
            out.number(Fact.STATUS, attempt.status());
        }
        String error = errorType(attempt);
        if (error != null) {
            out.text(Fact.ERROR_TYPE, error);
        }
        out.text(Fact.PROVIDER, GenAiNames.provider(candidate.endpoint().provider()));
        out.text(Fact.ROUTE_NAME, record.route());
        out.text(Fact.HOME_JURISDICTION, record.stamp().jurisdiction());
        region(record, index, out);
        out.text(Fact.ENDPOINT, candidate.endpoint().name());
        out.number(Fact.ATTEMPT_NUMBER, attempt.number());
        out.text(Fact.ATTEMPT_RESULT, attempt.result());
        if (index > 0) {
            AttemptRecord before = record.attempts().get(index - 1);
            out.number(Fact.RESEND_COUNT, attempt.number() - 1);
            out.text(Fact.FAILOVER_REASON, before.result());
            out.text(Fact.FAILOVER_FROM, before.candidate().reach().shown());
        }
        if (attempt.requestId() != null) {
            out.foreign(Fact.UPSTREAM_REQUEST_ID, attempt.requestId());
        }
    }

    /** Where that endpoint is on the network, as the policy says. */
    static void callee(Candidate candidate, Facts out) {
        URI url = candidate.endpoint().url();
        out.text(Fact.SERVER_ADDRESS, url.getHost());
        out.number(
                Fact.SERVER_PORT,
                url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80);
    }

    /** The last attempt is the one whose reply the stamp speaks of. */
    private static void region(ExchangeRecord record, int index, Facts out) {
        Stamp stamp = record.stamp();
        Candidate candidate = record.attempts().get(index).candidate();
        boolean spokenOf = index == record.attempts().size() - 1
                && stamp.endpoint().equals(candidate.endpoint().name());
        String region = spokenOf ? stamp.region() : candidate.reach().shown();
        Evidence evidence = spokenOf ? stamp.evidence() : candidate.promise();
        out.text(Fact.INFERENCE_REGION, region);
        out.text(
                Fact.INFERENCE_COUNTRY,
                spokenOf ? stamp.country() : candidate.reach().shownCountry());
        out.text(Fact.EVIDENCE, evidence.word());
        cloud(region, out);
    }

    /** Of one region of a public cloud; a reach over many has no such name. */
    private static void cloud(String region, Facts out) {
        int colon = region.indexOf(':');
        String provider = colon < 0 ? null : CLOUDS.get(region.substring(0, colon));
        if (provider != null && region.indexOf(',') < 0) {
            out.text(Fact.CLOUD_PROVIDER, provider);
            out.text(Fact.CLOUD_REGION, region.substring(colon + 1));
        }
    }

    /** A caller that left is no error of the endpoint. */
    static @Nullable String errorType(AttemptRecord attempt) {
        if (attempt.succeeded() || attempt.result().equals("cancelled")) {
            return null;
        }
        Integer status = attempt.status();
        return status != null && status >= 400 ? status.toString() : attempt.result();
    }
}
