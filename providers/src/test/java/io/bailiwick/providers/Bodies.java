package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads bodies as the gateway does. */
final class Bodies {

    static final JsonLimits LIMITS = new JsonLimits(64, 20_000_000, 1000, 10_000);
    static final FieldGate GATE = FieldGate.load();
    static final InferenceReader READER = new InferenceReader(GATE, LIMITS);

    private Bodies() {}

    static Reading reading(Api api, String body) {
        return READER.read(api, body.getBytes(StandardCharsets.UTF_8));
    }

    static InferenceRequest request(Api api, String body) {
        return reading(api, body).match(request -> request, malformed -> {
            throw new AssertionError("malformed: " + malformed);
        });
    }

    static Malformed malformed(Api api, String body) {
        return reading(api, body)
                .match(
                        request -> {
                            throw new AssertionError("not malformed: " + body);
                        },
                        malformed -> malformed);
    }

    static void assertRefused(Api api, String body, String param) {
        assertThat(malformed(api, body).param()).as(body).isEqualTo(param);
    }

    /** Feature name to the place that uses it. */
    static Map<String, String> uses(Api api, String body) {
        return request(api, body).uses().stream().collect(Collectors.toMap(FeatureUse::name, FeatureUse::where));
    }

    static void assertInside(Api api, String body) {
        assertThat(uses(api, body)).as(body).isEmpty();
    }

    static void assertUses(Api api, String body, String... features) {
        assertThat(uses(api, body).keySet()).as(body).containsExactlyInAnyOrder(features);
    }

    static String edited(Api api, String body, UpstreamEdits edits) {
        return new String(request(api, body).bodyFor(edits), StandardCharsets.UTF_8);
    }
}
