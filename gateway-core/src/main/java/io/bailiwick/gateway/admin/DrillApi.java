package io.bailiwick.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.gateway.drill.Drill;
import io.bailiwick.gateway.drill.DrillOrder;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/** {@code /v1/drills}: begins, shows and ends rehearsed outages. */
final class DrillApi {

    private static final String ALL = "/v1/drills";

    private final AdminView view;
    private final ReadDrill readDrill = new ReadDrill();

    DrillApi(AdminView view) {
        this.view = view;
    }

    /** What is said back. */
    record Page(int status, ObjectNode content) {}

    static boolean answers(String path) {
        return path.equals(ALL) || path.startsWith(ALL + "/");
    }

    Page answer(FullHttpRequest request, String path) {
        HttpMethod method = request.method();
        if (path.equals(ALL)) {
            return method.equals(HttpMethod.POST)
                    ? begin(request)
                    : method.equals(HttpMethod.GET) ? all() : problem(405, "GET or POST " + ALL);
        }
        String id = path.substring(ALL.length() + 1);
        Drill drill = view.drills().find(id);
        if (drill == null) {
            return problem(404, "no drill of this process is called so; the last few stand at GET " + ALL);
        }
        if (method.equals(HttpMethod.DELETE)) {
            view.drills().end(drill);
        } else if (!method.equals(HttpMethod.GET)) {
            return problem(405, "GET or DELETE " + ALL + "/{id}");
        }
        return new Page(200, DrillPage.of(drill));
    }

    private Page all() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode drills = page.putArray("drills");
        view.drills().known().forEach(drill -> drills.add(DrillPage.of(drill)));
        return new Page(200, page);
    }

    private Page begin(FullHttpRequest request) {
        CharSequence type = HttpUtil.getMimeType(request);
        // A web page that an operator looks at may send other types unasked, this one not.
        if (type == null || !type.toString().equalsIgnoreCase("application/json")) {
            return problem(
                    415,
                    "found content-type " + request.headers().get(HttpHeaderNames.CONTENT_TYPE)
                            + " (expected: application/json)");
        }
        return readDrill
                .of(ByteBufUtil.getBytes(request.content()), view.inForce())
                .match(this::begin, problem -> problem(400, problem));
    }

    private Page begin(DrillOrder order) {
        Drill begun = view.startDrill(order);
        if (begun == null) {
            Drill other = view.drills().known().get(0);
            return problem(409, "drill " + other.id() + " is under way; DELETE " + ALL + "/" + other.id() + " ends it");
        }
        ObjectNode page = DrillPage.of(begun);
        page.set("affected", affected(order));
        return new Page(201, page);
    }

    /** The routes and jurisdictions that will feel it, for whoever sends requests to see. */
    private JsonNode affected(DrillOrder order) {
        ArrayNode affected = JsonNodeFactory.instance.arrayNode();
        order.outage().pools(view.inForce()).forEach(pool -> {
            ObjectNode line = affected.addObject();
            line.put("route", pool.route());
            line.put("jurisdiction", pool.jurisdiction().name());
            ArrayNode apis = line.putArray("apis");
            pool.candidates()
                    .flatMap(candidate -> candidate.endpoint().apis().stream())
                    .distinct()
                    .sorted()
                    .forEach(apis::add);
        });
        return affected;
    }

    private static Page problem(int status, @Nullable String message) {
        return new Page(status, JsonNodeFactory.instance.objectNode().put("error", message));
    }
}
