package io.bailiwick.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Promise;
import io.bailiwick.residency.Proof;
import io.bailiwick.residency.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Renders what is proven of a policy, for people and for programs. */
public final class ProofReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProofReport() {}

    public static String text(GatewaySnapshot snapshot) {
        StringBuilder text = new StringBuilder();
        text.append("policy sha256:").append(snapshot.digest()).append("\n\n");
        TextTable jurisdictions = new TextTable("JURISDICTION", "EVIDENCE", "BOUNDARY");
        for (Jurisdiction each : snapshot.jurisdictions().values()) {
            jurisdictions.row(
                    each.name(), each.weakestEvidence().word(), each.boundary().toString());
        }
        TextTable proof = new TextTable("JURISDICTION", "SURFACE", "NAME", "REACH", "VERDICT", "COUNTRIES");
        for (Proof.Row row : snapshot.proof().rows()) {
            Surface surface = row.surface();
            proof.row(
                    row.jurisdiction().name(),
                    surface.kind().word(),
                    surface.name(),
                    surface.reach().toString(),
                    verdict(row),
                    row.countries());
        }
        TextTable stored = new TextTable("ENDPOINT", "MODEL", "PROVIDER", "EVIDENCE", "AT BEST", "PROVIDER STORES");
        for (Upstream upstream : snapshot.upstreams().values()) {
            for (Map.Entry<String, Promise> model : new TreeMap<>(upstream.promises()).entrySet()) {
                stored.row(
                        upstream.endpoint().name(),
                        model.getKey(),
                        upstream.provider().word(),
                        model.getValue().promise().word(),
                        model.getValue().best().word(),
                        model.getValue().stored());
            }
        }
        text.append(jurisdictions).append('\n').append(proof).append('\n').append(stored);
        text.append(AllowanceReport.text(snapshot));
        text.append("\nwhat each route can do where:\n").append(Parity.text(snapshot));
        section(text, "models that do not stay where their host does:", caveats(snapshot));
        section(text, "not in this build, so serve refuses:", snapshot.notInThisBuild());
        section(text, "warnings:", snapshot.warnings());
        return text.toString();
    }

    private static List<String> caveats(GatewaySnapshot snapshot) {
        List<String> caveats = new ArrayList<>();
        for (Upstream upstream : snapshot.upstreams().values()) {
            new TreeMap<>(upstream.promises()).forEach((model, promise) -> {
                if (promise.caveat() != null) {
                    caveats.add(upstream.endpoint().name() + " × " + model + ": " + promise.caveat());
                }
            });
        }
        return caveats;
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append('\n');
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }

    private static String verdict(Proof.Row row) {
        if (row.inside()) {
            return "inside";
        }
        return row.surface().kind() == Surface.Kind.GATEWAY ? "not served here" : "OUTSIDE: " + row.offence();
    }

    /** The same, as one JSON object with {@code "accepted": true}. */
    public static String json(GatewaySnapshot snapshot) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("accepted", true);
        report.put("digest", snapshot.digest());
        report.put("region", snapshot.gateway().region().name());
        ArrayNode jurisdictions = report.putArray("jurisdictions");
        for (Jurisdiction each : snapshot.jurisdictions().values()) {
            ObjectNode node = jurisdictions.addObject();
            node.put("name", each.name());
            node.put("boundary", each.boundary().toString());
            node.put("evidence", each.weakestEvidence().word());
            node.put("served_here", snapshot.serves(each));
            ArrayNode users = node.putArray("users");
            each.users().stream().sorted().forEach(country -> users.add(country.code()));
        }
        ArrayNode proof = report.putArray("proof");
        for (Proof.Row row : snapshot.proof().rows()) {
            ObjectNode node = proof.addObject();
            node.put("jurisdiction", row.jurisdiction().name());
            node.put("surface", row.surface().kind().word());
            node.put("name", row.surface().name());
            node.put("reach", row.surface().reach().toString());
            node.put("countries", row.countries());
            node.put("inside", row.inside());
            node.put("verdict", verdict(row));
        }
        ArrayNode endpoints = report.putArray("endpoints");
        for (Upstream upstream : snapshot.upstreams().values()) {
            new TreeMap<>(upstream.promises()).forEach((model, promise) -> {
                ObjectNode node = endpoints.addObject();
                node.put("endpoint", upstream.endpoint().name());
                node.put("url", upstream.endpoint().url().toString());
                node.put("provider", upstream.provider().word());
                node.put("model", model);
                node.put("reach", promise.reach().toString());
                node.put("evidence", promise.promise().word());
                node.put("best_evidence", promise.best().word());
                node.put("stored", promise.stored());
                if (promise.caveat() != null) {
                    node.put("caveat", promise.caveat());
                }
            });
        }
        AllowanceReport.json(snapshot, report.putArray("allowances"));
        Parity.json(snapshot, report.putArray("parity"));
        strings(report.putArray("not_in_this_build"), snapshot.notInThisBuild());
        strings(report.putArray("warnings"), snapshot.warnings());
        return written(report);
    }

    /** What is wrong, as one JSON object with {@code "accepted": false}. */
    public static String json(List<Problem> problems) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("accepted", false);
        ArrayNode list = report.putArray("problems");
        for (Problem problem : problems) {
            ObjectNode node = list.addObject();
            node.put("file", problem.file());
            node.put("line", problem.line());
            node.put("column", problem.column());
            node.put("message", problem.message());
        }
        return written(report);
    }

    private static void strings(ArrayNode array, List<String> lines) {
        lines.forEach(array::add);
    }

    private static String written(ObjectNode report) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts is JSON", impossible);
        }
    }
}
