package io.bailiwick.gateway.spine;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Parity;
import io.bailiwick.providers.Capability;
import io.bailiwick.providers.Dialect;
import io.bailiwick.residency.Permitted;
import io.bailiwick.routing.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers which models a caller may name: routes and aliases with a pool for it, whatever their health. */
final class ListModels {

    private static final String PATH = "/v1/models";

    void of(Exchange exchange, Permitted permitted) {
        List<String> names = names(exchange.snapshot, permitted);
        String path = exchange.head.path();
        byte[] body;
        if (path.equals(PATH)) {
            body = list(names, exchange.snapshot, permitted, exchange.head.dialect());
        } else {
            String wanted = wanted(path);
            if (!names.contains(wanted)) {
                throw new RefusedException(
                        Refusal.of(RefusalCode.ROUTE_NOT_FOUND, "no model of that name is served to you", "model"));
            }
            body = one(wanted, exchange.snapshot, permitted, exchange.head.dialect());
        }
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        ByteBuf bytes = Unpooled.wrappedBuffer(body);
        exchange.replied(body.length);
        exchange.client.commit(200, headers, exchange.stamp(), body.length);
        exchange.client.write(bytes);
    }

    private static String wanted(String path) {
        try {
            return URLDecoder.decode(path.substring(PATH.length() + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException(
                    Refusal.of(RefusalCode.MALFORMED_REQUEST, "the path has a malformed escape: " + shape(malformed)));
        }
    }

    private static String shape(IllegalArgumentException malformed) {
        return malformed.getClass().getSimpleName();
    }

    private static List<String> names(GatewaySnapshot snapshot, Permitted permitted) {
        return snapshot.routes().byAnyName().entrySet().stream()
                .filter(entry -> hasPool(entry.getValue(), permitted))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean hasPool(Route route, Permitted permitted) {
        return route.poolFor(permitted.jurisdiction()) != null;
    }

    private static byte[] list(List<String> names, GatewaySnapshot snapshot, Permitted permitted, Dialect dialect) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            if (dialect == Dialect.OPENAI) {
                out.writeStringField("object", "list");
            }
            out.writeArrayFieldStart("data");
            for (String name : names) {
                write(out, name, snapshot, permitted, dialect);
            }
            out.writeEndArray();
            if (dialect == Dialect.ANTHROPIC) {
                out.writeBooleanField("has_more", false);
                out.writeStringField("first_id", names.isEmpty() ? null : names.get(0));
                out.writeStringField("last_id", names.isEmpty() ? null : names.get(names.size() - 1));
            }
            out.writeEndObject();
        });
    }

    private static byte[] one(String name, GatewaySnapshot snapshot, Permitted permitted, Dialect dialect) {
        return JsonBytes.of(out -> write(out, name, snapshot, permitted, dialect));
    }

    private static void write(
            JsonGenerator out, String name, GatewaySnapshot snapshot, Permitted permitted, Dialect dialect)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("id", name);
        if (dialect == Dialect.OPENAI) {
            out.writeStringField("object", "model");
            out.writeNumberField("created", 0);
            out.writeStringField("owned_by", "bailiwick");
        } else {
            out.writeStringField("type", "model");
            out.writeStringField("display_name", name);
            out.writeStringField("created_at", "1970-01-01T00:00:00Z");
        }
        Route route = snapshot.routes().named(name);
        if (route != null) {
            abilities(out, Parity.of(snapshot, route, permitted.jurisdiction()));
        }
        out.writeEndObject();
    }

    /** What the caller's own pool can do, beside what the dialect has words for; null is what nobody says. */
    private static void abilities(JsonGenerator out, Parity here) throws IOException {
        out.writeObjectFieldStart("bailiwick");
        out.writeObjectFieldStart("capabilities");
        for (Capability capability : Capability.values()) {
            Boolean has = here.has(capability);
            out.writeFieldName(capability.word());
            if (has == null) {
                out.writeNull();
            } else {
                out.writeBoolean(has);
            }
        }
        out.writeEndObject();
        number(out, "context", here.context());
        number(out, "output", here.output());
        out.writeEndObject();
    }

    private static void number(JsonGenerator out, String name, @Nullable Long tokens) throws IOException {
        out.writeFieldName(name);
        if (tokens == null) {
            out.writeNull();
        } else {
            out.writeNumber(tokens);
        }
    }
}
