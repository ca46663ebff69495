package io.bailiwick.observability;

import com.google.protobuf.InvalidProtocolBufferException;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a collector reads in a request. */
final class ReadSpans {

    private ReadSpans() {}

    static List<Span> of(ExchangeRecord... records) {
        return in(fresh().of(List.of(records)));
    }

    static ExchangeSpans fresh() {
        return new ExchangeSpans(
                new Once<>(() -> new ServiceResource("0.1.0", () -> 1).in("aws:eu-central-1")), () -> 8);
    }

    static List<Span> in(byte[] request) {
        return whole(request).getResourceSpans(0).getScopeSpans(0).getSpansList();
    }

    static ExportTraceServiceRequest whole(byte[] request) {
        try {
            return ExportTraceServiceRequest.parseFrom(request);
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError("no request of a span's exporter", broken);
        }
    }

    static Map<String, String> facts(Span span) {
        return facts(span.getAttributesList());
    }

    static Map<String, String> facts(List<KeyValue> attributes) {
        Map<String, String> facts = new TreeMap<>();
        attributes.forEach(each -> {
            if (facts.put(each.getKey(), shown(each.getValue())) != null) {
                throw new AssertionError(each.getKey() + " stands there twice");
            }
        });
        return facts;
    }

    private static String shown(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            default -> throw new AssertionError("no fact is of that kind: " + value);
        };
    }

    static String traceId(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    static String spanId(Span span) {
        return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    static String parentId(Span span) {
        return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }
}
