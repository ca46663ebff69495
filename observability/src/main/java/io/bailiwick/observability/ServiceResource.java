package io.bailiwick.observability;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Which process the spans are of. */
final class ServiceResource {

    private final String version;
    private final String instance;

    ServiceResource(String version, RandomGenerator random) {
        this.version = version;
        this.instance = HexFormat.of().toHexDigits(random.nextLong());
    }

    Resource in(String region) {
        return Resource.create(Attributes.builder()
                .put("service.name", "bailiwick")
                .put("service.version", version)
                .put("service.instance.id", instance)
                .put(Fact.GATEWAY_REGION.key(), region)
                .build());
    }
}
