package io.bailiwick.config;

import io.bailiwick.credentials.SecretSource;
import io.bailiwick.identity.IdentityRules;
import io.bailiwick.identity.allowance.Allowances;
import io.bailiwick.residency.Catalogue;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.Routes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the text of a policy into a proven snapshot, or into everything that is wrong with it. */
public final class PolicyCompiler {

    private final Catalogue catalogue;
    private final SecretSource secrets;

    public PolicyCompiler(Catalogue catalogue, SecretSource secrets) {
        this.catalogue = catalogue;
        this.secrets = secrets;
    }

    /**
     * Never throws, whatever the text.
     *
     * @param fileName as problems quote it
     * @param regionOverride wins over {@code gateway.region}
     * @param baseDir what relative file names start from
     */
    public Compiled compile(String fileName, String text, @Nullable String regionOverride, Path baseDir) {
        Findings findings = new Findings(fileName);
        GatewaySnapshot snapshot = null;
        try {
            Node.Mapping policy = PolicyText.read(text, findings);
            snapshot = policy == null ? null : snapshot(policy, regionOverride, baseDir, findings);
        } catch (RuntimeException defect) {
            // A reload runs beside live traffic: a defect of this compiler costs the new policy, never the old one.
            findings.problem(Node.Mark.START, "a defect of the policy compiler: " + Quoted.of(defect.toString()));
        }
        return snapshot == null || !findings.problems().isEmpty()
                ? new Compiled.Refused(findings.problems())
                : new Compiled.Accepted(snapshot);
    }

    /** Reads in the order in which names are used; null for a problem. */
    private @Nullable GatewaySnapshot snapshot(
            Node.Mapping policy, @Nullable String regionOverride, Path baseDir, Findings findings) {
        Typing typing = new Typing(findings, baseDir);
        Section section = Section.of(
                findings,
                "",
                Node.Mark.START,
                policy,
                "bailiwick",
                "gateway",
                "territories",
                "regions",
                "jurisdictions",
                "identity",
                "endpoints",
                "routes",
                "expect",
                "logs",
                "telemetry",
                "ledger");
        version(section, typing, findings);
        KnownPlaces places = new KnownPlaces(findings, typing, catalogue);
        places.readTerritories(section.get("territories"));
        places.readRegions(section.get("regions"));
        Declared<Jurisdiction> jurisdictions = new ReadJurisdictions(findings, typing, places)
                .of(declared(section, "jurisdictions", "at least one jurisdiction with its boundary", findings));
        GatewaySettings gateway = new ReadGateway(findings, typing, places, secrets)
                .of(section.get("gateway"), regionOverride, jurisdictions);
        IdentityRules identity = new ReadIdentity(findings, typing, jurisdictions, secrets.required())
                .of(section.get("identity"), gateway);
        Allowances allowances = new ReadAllowance(
                        findings, typing, jurisdictions, gateway == null ? Replicas.UNSTATED : gateway.replicas())
                .of(section.get("identity"));
        Set<String> routeNames = Section.names(section.get("routes"));
        Declared<EndpointDraft> endpoints = new ReadEndpoints(
                        findings,
                        typing,
                        new ReadModels(findings, typing, places, catalogue, routeNames),
                        new ReadCredential(findings, typing, new ReadSecrets(findings, typing, secrets)),
                        new ReadPem(findings, typing, secrets.required()),
                        catalogue)
                .of(declared(section, "endpoints", "at least one endpoint", findings));
        List<Route> routes = new ReadRoutes(findings, typing, jurisdictions, endpoints)
                .of(declared(section, "routes", "at least one route with its pools", findings));
        Expectations expect = new ReadExpect(findings, typing, routeNames).of(section.get("expect"));
        ReadSinks sinks = new ReadSinks(findings, typing, places, jurisdictions, secrets);
        Map<String, LogSink> logs = sinks.logs(section.get("logs"));
        Map<String, TelemetrySink> telemetry = sinks.telemetry(section.get("telemetry"));
        Node ledger = section.get("ledger");
        if (ledger != null) {
            findings.problem(ledger.mark(), "ledger: this build keeps no ledger (expected: none)");
        }
        new WarnOfUnused(findings, section).of(gateway, jurisdictions, endpoints, routes);
        if (gateway == null || !findings.problems().isEmpty()) {
            return null;
        }
        Map<String, Upstream> upstreams = new LinkedHashMap<>();
        endpoints.values().forEach((name, endpoint) -> upstreams.put(name, endpoint.upstream()));
        return new GatewaySnapshot(
                PolicyDigest.of(policy),
                catalogue.digest(),
                gateway,
                jurisdictions.values(),
                identity,
                allowances,
                new Routes(routes),
                upstreams,
                logs,
                telemetry,
                expect,
                new ProvePolicy(gateway, routes, logs, telemetry).of(jurisdictions.values()),
                findings.notInThisBuild(),
                findings.warnings());
    }

    private static @Nullable Node declared(Section section, String key, String expected, Findings findings) {
        Node node = section.required(key, expected);
        if (node instanceof Node.Mapping mapping && mapping.entries().isEmpty()) {
            findings.problem(node.mark(), key + " is empty (expected: " + expected + ")");
        }
        return node;
    }

    private static void version(Section section, Typing typing, Findings findings) {
        Node.Scalar version =
                typing.scalar(section.required("bailiwick", "1, the version of this grammar"), "bailiwick", "1");
        if (version != null && !version.text().equals("1")) {
            findings.problem(version, "bailiwick", "1, the version of this grammar");
        }
    }
}
