package io.bailiwick.gateway.drill;

import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.config.Compiled;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.PolicyCompiler;
import io.bailiwick.credentials.MachineSecrets;
import io.bailiwick.residency.DecideHome;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A policy with two places in the EU, one of them under two names, and one in the US. */
final class DrilledPolicy {

    static final String TEXT = """
        bailiwick: 1
        gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0", admin: "127.0.0.1:0" }
        regions:
          "onprem:fra1": { country: DE }
          "onprem:par1": { country: FR }
          "onprem:iad1": { country: US }
        jurisdictions:
          eu: { boundary: [EU], users: [EEA] }
          de: { boundary: [DE], users: [DE], within: eu }
          us: { boundary: [US], users: [US] }
          free: { boundary: anywhere }
        identity: { tenants: { acme: { jurisdiction: eu, keys: ["sha256:%s"] } } }
        endpoints:
          fra: { provider: openai-compatible, url: "http://127.0.1.1:1/v1", reach: ["onprem:fra1"], models: { chat: m } }
          twin: { provider: openai-compatible, url: "http://127.0.1.1:1/v1", reach: ["onprem:fra1"], models: { chat: m } }
          par: { provider: openai-compatible, url: "http://127.0.1.2:1/v1", reach: ["onprem:par1"], models: { chat: m } }
          both: { provider: openai-compatible, url: "http://127.0.1.4:1/v1", reach: ["onprem:fra1", "onprem:par1"], models: { chat: m } }
          iad: { provider: openai-compatible, url: "http://127.0.1.3:1/v1", reach: ["onprem:iad1"], models: { chat: m } }
        routes:
          chat: { eu: [[fra], [par, both]], de: [[twin]], us: [[iad]], free: [[iad, par]] }
        """.formatted("0".repeat(64));

    private DrilledPolicy() {}

    static GatewaySnapshot of(String text) {
        return new PolicyCompiler(BuiltInCatalogue.load(), new MachineSecrets(Map.of(), true))
                .compile("test.yaml", text, null, Path.of("").toAbsolutePath())
                .match(Compiled.Accepted::snapshot, refused -> {
                    throw new AssertionError(refused.problems());
                });
    }

    static GatewaySnapshot usual() {
        return of(TEXT);
    }

    static Candidate candidate(GatewaySnapshot policy, String endpoint) {
        return policy.routes().all().stream()
                .map(Route::candidates)
                .flatMap(List::stream)
                .filter(each -> each.endpoint().name().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }

    /** The right to run anywhere: what a border must not depend on. */
    static Permitted anywhere(GatewaySnapshot policy) {
        Jurisdiction free = Objects.requireNonNull(policy.jurisdictions().get("free"));
        return new DecideHome(Reach.of(policy.gateway().region()))
                .of(List.of(free), null)
                .match(yes -> yes, no -> {
                    throw new AssertionError(no.explanation());
                });
    }
}
