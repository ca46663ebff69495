package io.bailiwick.gateway.spine;

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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

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
        exchange.client.commit(200, headers, exchange.stamp(), body.length);
        exchange.client.write(bytes);
    }

    private static String wanted(String path) {
        try {
            return URLDecoder.decode(path.substring(PATH.length() + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException(Refusal.of(RefusalCode.MALFORMED_REQUEST, "the path has a malformed escape"));
        }
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
        JsonText out = new JsonText().open();
        if (dialect == Dialect.OPENAI) {
            out.text("object", "list");
        }
        out.openArray("data");
        for (String name : names) {
            write(out, name, snapshot, permitted, dialect);
        }
        out.closeArray();
        if (dialect == Dialect.ANTHROPIC) {
            out.flag("has_more", false);
            out.text("first_id", names.isEmpty() ? null : names.get(0));
            out.text("last_id", names.isEmpty() ? null : names.get(names.size() - 1));
        }
        return out.close().bytes();
    }

    private static byte[] one(String name, GatewaySnapshot snapshot, Permitted permitted, Dialect dialect) {
        JsonText out = new JsonText();
        write(out, name, snapshot, permitted, dialect);
        return out.bytes();
    }

    private static void write(
            JsonText out, String name, GatewaySnapshot snapshot, Permitted permitted, Dialect dialect) {
        out.open().text("id", name);
        if (dialect == Dialect.OPENAI) {
            out.text("object", "model").number("created", 0L).text("owned_by", "bailiwick");
        } else {
            out.text("type", "model").text("display_name", name).text("created_at", "1970-01-01T00:00:00Z");
        }
        Route route = snapshot.routes().named(name);
        if (route != null) {
            abilities(out, Parity.of(snapshot, route, permitted.jurisdiction()));
        }
        out.close();
    }

    /** What the caller's own pool can do, beside what the dialect has words for; null is what nobody says. */
    private static void abilities(JsonText out, Parity here) {
        out.open("bailiwick").open("capabilities");
        for (Capability capability : Capability.values()) {
            out.flag(capability.word(), here.has(capability));
        }
        out.close().number("context", here.context()).number("output", here.output());
        out.close();
    }
}
