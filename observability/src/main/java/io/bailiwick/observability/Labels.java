package io.bailiwick.observability;

import io.bailiwick.config.Expectations;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.routing.Route;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of an exchange becomes a label: only words that the policy or this program wrote, never a client's. */
final class Labels {

    /** The version is a fingerprint: the client declared none. */
    static final String UNDECLARED = "undeclared";

    private static final String FINGERPRINT = "fp-";
    private static final int MOST_LISTED = 10_000;
    private static final int MOST_REGIONS = 200;

    private final ClosedLabel jurisdictions;
    private final ClosedLabel regions;
    private final ClosedLabel countries;
    private final ClosedLabel providers;
    private final ClosedLabel models;
    private final ClosedLabel results;
    private final Family<Tally> overflow;
    private volatile Expectations expect = Expectations.NONE;

    Labels(Meters meters) {
        overflow = meters.labelOverflow;
        jurisdictions = closed(MOST_LISTED, Metric.REQUESTS, "jurisdiction");
        regions = closed(MOST_REGIONS, Metric.REQUESTS, "region");
        countries = closed(MOST_REGIONS * 2, Metric.REQUESTS, "country");
        providers = closed(MOST_LISTED, Metric.REQUESTS, "provider");
        models = closed(MOST_LISTED, Metric.REQUESTS, "model");
        results = closed(MOST_LISTED, Metric.UPSTREAM_ATTEMPTS, "result");
        jurisdictions.list(List.of(Stamp.UNKNOWN));
        regions.list(List.of(Stamp.UNKNOWN, Stamp.NONE));
        countries.list(List.of(Stamp.UNKNOWN, Stamp.NONE, "multiple"));
        providers.list(List.of(Stamp.NONE));
        models.list(List.of(Stamp.UNKNOWN));
        results.list(List.of(
                "ok",
                "4xx",
                "429",
                "5xx",
                "3xx",
                "connect",
                "timeout",
                "reset",
                "malformed",
                "contradicted",
                "cancelled",
                "withdrawn",
                "stopped"));
        List.of("model_version", "prompt_name", "prompt_version")
                .forEach(label -> overflow.of(Metric.VERSION_REQUESTS.exportedName(), label));
    }

    private ClosedLabel closed(int most, Metric metric, String label) {
        return new ClosedLabel(most, overflow.of(metric.exportedName(), label));
    }

    void list(GatewaySnapshot snapshot) {
        jurisdictions.list(snapshot.jurisdictions().keySet());
        for (Route route : snapshot.routes().all()) {
            models.list(List.of(route.name()));
            route.candidates().forEach(candidate -> {
                regions.list(List.of(candidate.reach().shown()));
                providers.list(List.of(candidate.endpoint().provider()));
            });
        }
        expect = snapshot.expect();
    }

    String jurisdiction(String name) {
        return jurisdictions.listed(name);
    }

    /** A reply may show a place that no candidate reaches; such names come from the catalogue. */
    String region(String shown) {
        return regions.admitted(shown);
    }

    String country(String shown) {
        return countries.admitted(shown);
    }

    String provider(@Nullable String word) {
        return word == null ? Stamp.NONE : providers.listed(word);
    }

    String model(String route) {
        return models.listed(route);
    }

    String result(String word) {
        return results.listed(word);
    }

    String modelVersion(ExchangeRecord record) {
        String version = record.stamp().modelVersion();
        return version.equals(Stamp.UNKNOWN)
                ? version
                : ifListed(expect.models().get(record.route()), version, "model_version");
    }

    /** Whether the policy says which versions serve that route, and this is none of them. */
    boolean isUnexpectedModel(ExchangeRecord record) {
        Set<String> listed = expect.models().get(record.route());
        String version = record.stamp().modelVersion();
        return listed != null && !listed.isEmpty() && !version.equals(Stamp.UNKNOWN) && !listed.contains(version);
    }

    /** Whether the policy says which versions of that prompt run, and this is none of them. */
    boolean isUnexpectedPrompt(ExchangeRecord record) {
        String name = record.promptName();
        Set<String> listed = name == null ? null : expect.prompts().get(name);
        return listed != null
                && !listed.isEmpty()
                && !listed.contains(record.stamp().promptVersion());
    }

    String promptName(ExchangeRecord record) {
        String name = record.promptName();
        if (name == null) {
            return record.stamp().promptVersion().equals(Stamp.UNKNOWN) ? Stamp.UNKNOWN : UNDECLARED;
        }
        return ifListed(expect.prompts().keySet(), name, "prompt_name");
    }

    String promptVersion(ExchangeRecord record) {
        String version = record.stamp().promptVersion();
        if (version.equals(Stamp.UNKNOWN)) {
            return version;
        }
        String name = record.promptName();
        if (name == null || version.startsWith(FINGERPRINT)) {
            return UNDECLARED;
        }
        return ifListed(expect.prompts().get(name), version, "prompt_version");
    }

    /** Where nothing is expected, nothing can be unexpected: that is no overflow. */
    private String ifListed(@Nullable Set<String> listed, String value, String label) {
        if (listed == null || listed.isEmpty()) {
            return ClosedLabel.OTHER;
        }
        if (!listed.contains(value)) {
            overflow.of(Metric.VERSION_REQUESTS.exportedName(), label).increment();
            return ClosedLabel.OTHER;
        }
        return value;
    }
}
