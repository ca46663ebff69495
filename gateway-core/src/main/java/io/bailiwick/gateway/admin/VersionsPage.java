package io.bailiwick.gateway.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.config.Expectations;
import io.bailiwick.gateway.admin.SeenVersions.ModelKey;
import io.bailiwick.gateway.admin.SeenVersions.PromptKey;
import io.bailiwick.gateway.spine.Stamp;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What really served, per region, what the policy expects, and where regions differ now. */
final class VersionsPage {

    private final ObjectMapper json;
    private final SeenVersions seen;
    private final Expectations expect;

    VersionsPage(ObjectMapper json, SeenVersions seen, Expectations expect) {
        this.json = json;
        this.seen = seen;
        this.expect = expect;
    }

    ObjectNode node() {
        ObjectNode page = json.createObjectNode();
        models(page.putArray("models"));
        prompts(page.putArray("prompts"));
        skew(page.putObject("skew"));
        page.set("expected", json.valueToTree(Map.of("models", expect.models(), "prompts", expect.prompts())));
        return page;
    }

    private void models(ArrayNode rows) {
        for (Sightings.Row<ModelKey> row : seen.models()) {
            ModelKey key = row.key();
            ObjectNode line = rows.addObject();
            line.put("route", key.route());
            line.put("region", key.region());
            line.put("model_version", key.modelVersion());
            line.put("model_fingerprint", key.fingerprint());
            times(line, row);
            expected(line, expect.models().get(key.route()), key.modelVersion());
        }
    }

    private void prompts(ArrayNode rows) {
        for (Sightings.Row<PromptKey> row : seen.prompts()) {
            PromptKey key = row.key();
            ObjectNode line = rows.addObject();
            line.put("prompt_name", key.promptName());
            line.put("prompt_version", key.promptVersion());
            line.put("region", key.region());
            line.put("route", key.route());
            times(line, row);
            expected(
                    line,
                    key.promptName() == null ? null : expect.prompts().get(key.promptName()),
                    key.promptVersion());
        }
    }

    private static void times(ObjectNode line, Sightings.Row<?> row) {
        line.put("first", row.first().toString());
        line.put("last", row.last().toString());
        line.put("exchanges", row.exchanges());
    }

    /** Null where the policy expects nothing of it. */
    private static void expected(ObjectNode line, @Nullable Set<String> listed, String version) {
        if (listed == null || listed.isEmpty()) {
            line.putNull("expected");
        } else {
            line.put("expected", listed.contains(version));
        }
    }

    private void skew(ObjectNode skew) {
        skew.put("window_seconds", SeenVersions.WINDOW.toSeconds());
        Map<String, Map<String, Set<String>>> models = new TreeMap<>();
        for (Sightings.Row<ModelKey> row : seen.models()) {
            if (isAtWork(row) && !row.key().modelVersion().equals(Stamp.UNKNOWN)) {
                add(
                        models,
                        row.key().route(),
                        row.key().modelVersion(),
                        row.key().region());
            }
        }
        skew(skew.putArray("models"), "route", models);
        Map<String, Map<String, Set<String>>> prompts = new TreeMap<>();
        for (Sightings.Row<PromptKey> row : seen.prompts()) {
            String name = row.key().promptName();
            if (isAtWork(row) && name != null && listed(name, row.key().promptVersion())) {
                add(prompts, name, row.key().promptVersion(), row.key().region());
            }
        }
        skew(skew.putArray("prompts"), "prompt_name", prompts);
    }

    private boolean isAtWork(Sightings.Row<?> row) {
        return !row.last().isBefore(seen.atWorkSince());
    }

    private boolean listed(String prompt, String version) {
        Set<String> listed = expect.prompts().get(prompt);
        return listed != null && listed.contains(version);
    }

    private static void add(Map<String, Map<String, Set<String>>> all, String name, String version, String region) {
        all.computeIfAbsent(name, none -> new TreeMap<>())
                .computeIfAbsent(version, none -> new TreeSet<>())
                .add(region);
    }

    private static void skew(ArrayNode rows, String what, Map<String, Map<String, Set<String>>> all) {
        all.forEach((name, versions) -> {
            ObjectNode line = rows.addObject();
            line.put(what, name);
            line.put("skew", versions.size() - 1);
            ObjectNode regions = line.putObject("regions_by_version");
            versions.forEach((version, places) -> places.forEach(regions.withArray(version)::add));
        });
    }
}
