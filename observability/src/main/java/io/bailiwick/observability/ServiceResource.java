package io.bailiwick.observability;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Which process the spans are of.
 *
 * <p>Source: opentelemetry-proto 1.9.0, resource.proto.
 */
final class ServiceResource {

    private static final int ATTRIBUTE = 1;

    private final String version;
    private final String instance;

    ServiceResource(String version, RandomGenerator random) {
        this.version = version;
        this.instance = HexFormat.of().toHexDigits(random.nextLong());
    }

    /** The fields of a resource. */
    byte[] in(String region) {
        ProtoBytes out = new ProtoBytes();
        attribute(out, "service.name", "bailiwick");
        attribute(out, "service.version", version);
        attribute(out, "service.instance.id", instance);
        attribute(out, Fact.GATEWAY_REGION.key(), region);
        return out.taken();
    }

    private static void attribute(ProtoBytes out, String key, String value) {
        new SpanAttribute(ATTRIBUTE, key).text(out, value);
    }
}
