package io.bailiwick.gateway.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Problem;
import io.bailiwick.config.Upstream;
import io.bailiwick.credentials.CredentialStanding;
import io.bailiwick.residency.Proof;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.health.Quarantine;
import io.bailiwick.routing.health.Rest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The admin answers as JSON. */
final class AdminPages {

    private final ObjectMapper json = new ObjectMapper();
    private final AdminView view;

    AdminPages(AdminView view) {
        this.view = view;
    }

    /** Digest, proof, and the last refused reload. */
    ObjectNode policy() {
        GatewaySnapshot snapshot = view.inForce();
        ObjectNode page = json.createObjectNode();
        page.put("digest", snapshot.digest());
        page.put("catalogue", snapshot.catalogue());
        page.put("in_force_since", view.inForceSince().toString());
        page.put("read_at", view.readAt().toString());
        page.put("gateway_region", snapshot.gateway().region().name());
        ArrayNode proof = page.putArray("proof");
        for (Proof.Row row : snapshot.proof().rows()) {
            ObjectNode line = proof.addObject();
            line.put("jurisdiction", row.jurisdiction().name());
            line.put("surface", row.surface().kind().word());
            line.put("name", row.surface().name());
            line.put("reach", row.surface().reach().toString());
            line.put("countries", row.countries());
            line.put("inside", row.inside());
        }
        ArrayNode warnings = page.putArray("warnings");
        snapshot.warnings().forEach(warnings::add);
        ArrayNode awaits = page.putArray("awaits_restart");
        view.awaitsRestart().forEach(awaits::add);
        AdminView.RefusedReload refused = view.refusedReload();
        if (refused == null) {
            page.putNull("refused_reload");
        } else {
            ObjectNode reload = page.putObject("refused_reload");
            reload.put("at", refused.at().toString());
            ArrayNode problems = reload.putArray("problems");
            for (Problem problem : refused.problems()) {
                problems.add(problem.toString());
            }
        }
        return page;
    }

    /** Standing, breaker and quarantine of every candidate. */
    ObjectNode endpoints() {
        ObjectNode page = json.createObjectNode();
        ArrayNode endpoints = page.putArray("endpoints");
        for (Candidate candidate : candidates(view.inForce()).values()) {
            ObjectNode line = endpoints.addObject();
            line.put("endpoint", candidate.endpoint().name());
            line.put("model", candidate.model());
            line.put("reach", candidate.reach().shown());
            line.put("evidence", candidate.promise().word());
            line.put("standing", view.health().standing(candidate).name().toLowerCase(Locale.ROOT));
            line.put("breaker", view.health().breaker(candidate));
            Rest rest = view.health().rest(candidate);
            line.put("rests_because", rest == null ? null : rest.why().word());
            line.put("rests_for_ms", rest == null ? null : rest.left().toMillis());
            line.put("under_way", view.health().underWay(candidate));
            credential(line, view.inForce().upstreams().get(candidate.endpoint().name()));
            ArrayNode quarantined = line.putArray("quarantined_for");
            view.health().quarantine().entries().stream()
                    .filter(entry -> entry.place().equals(candidate.key()))
                    .map(Quarantine.Entry::jurisdiction)
                    .distinct()
                    .sorted()
                    .forEach(quarantined::add);
        }
        ArrayNode quarantine = page.putArray("quarantine");
        for (Quarantine.Entry entry : view.health().quarantine().entries()) {
            ObjectNode line = quarantine.addObject();
            line.put("url", entry.place().url().toString());
            line.put("model", entry.place().model());
            line.put("jurisdiction", entry.jurisdiction());
            line.put("seen", entry.seen() == null ? null : entry.seen().shown());
        }
        return page;
    }

    /** What it is shown: where that comes from and whether it is there; never what it is. */
    private static void credential(ObjectNode line, @Nullable Upstream upstream) {
        if (upstream == null) {
            return;
        }
        CredentialStanding standing = upstream.credential().standing();
        ObjectNode node = line.putObject("credential");
        node.put("source", standing.source());
        node.put("held", standing.held());
        if (upstream.showsToken()) {
            node.put("ends", standing.ends() == null ? null : standing.ends().toString());
            node.put("failures", standing.failures());
            node.put("last_failure", standing.lastFailure());
        }
    }

    private static Map<String, Candidate> candidates(GatewaySnapshot snapshot) {
        Map<String, Candidate> found = new LinkedHashMap<>();
        for (Route route : snapshot.routes().all()) {
            for (Candidate candidate : route.candidates()) {
                found.putIfAbsent(candidate.endpoint().name() + "×" + candidate.model(), candidate);
            }
        }
        return found;
    }

    /** What really served, per region, and what the policy expects. */
    ObjectNode versions() {
        return new VersionsPage(json, view.versions(), view.inForce().expect()).node();
    }

    ObjectNode said(String key, int count) {
        return json.createObjectNode().put(key, count);
    }
}
