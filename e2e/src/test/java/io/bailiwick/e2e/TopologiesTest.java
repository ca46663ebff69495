package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Does each example topology serve at home, refuse abroad, and go through every outage without crossing anything? */
final class TopologiesTest {

    private static final String FRANKFURT = "aws:eu-central-1";
    private static final String DUBLIN = "aws:eu-west-1";
    private static final String LONDON = "aws:eu-west-2";
    private static final String VIRGINIA = "aws:us-east-1";
    private static final String ZURICH = "azure:switzerlandnorth";

    /** Where a tenant is at home: its jurisdiction, the gateways that may serve it, and its pool in tiers. */
    private record Home(String jurisdiction, Set<String> gateways, List<Set<String>> tiers) {

        Set<String> pool() {
            Set<String> all = new LinkedHashSet<>();
            tiers.forEach(all::addAll);
            return all;
        }

        /** Who may answer when {@code out} cannot. */
        Set<String> expected(Set<String> out) {
            for (Set<String> tier : tiers) {
                Set<String> left = new LinkedHashSet<>(tier);
                left.removeAll(out);
                if (!left.isEmpty()) {
                    return left;
                }
            }
            return Set.of();
        }
    }

    /** What a file should do, written here a second time and by hand. */
    private record Topology(String file, List<String> gateways, Map<String, Home> tenants) {}

    private static final List<Topology> TOPOLOGIES = List.of(
            new Topology(
                    "region-pinned.yaml",
                    List.of(FRANKFURT),
                    Map.of(
                            "bank",
                            new Home(
                                    "frankfurt",
                                    Set.of(FRANKFURT),
                                    List.of(Set.of("vllm-zone-a", "vllm-zone-b"), Set.of("vllm-zone-c"))))),
            new Topology(
                    "active-active.yaml",
                    List.of(FRANKFURT, VIRGINIA),
                    Map.of(
                            "acme-gmbh",
                            new Home("eu", Set.of(FRANKFURT), List.of(Set.of("frankfurt", "stockholm"))),
                            "globex",
                            new Home("us", Set.of(VIRGINIA), List.of(Set.of("virginia", "oregon"))))),
            new Topology(
                    "active-passive.yaml",
                    List.of(FRANKFURT, DUBLIN),
                    Map.of(
                            "acme",
                            new Home("eu", Set.of(FRANKFURT, DUBLIN), List.of(Set.of("frankfurt"), Set.of("dublin"))),
                            "muster-de",
                            new Home("de", Set.of(FRANKFURT), List.of(Set.of("frankfurt"))))),
            new Topology(
                    "regional-sharding.yaml",
                    List.of(FRANKFURT, LONDON, VIRGINIA),
                    Map.of(
                            "acme-eu",
                            new Home("eu", Set.of(FRANKFURT), List.of(Set.of("eu-1"), Set.of("eu-2"))),
                            "acme-uk",
                            new Home("uk", Set.of(LONDON), List.of(Set.of("uk-1"))),
                            "acme-us",
                            new Home("us", Set.of(VIRGINIA), List.of(Set.of("us-1"))))),
            new Topology(
                    "hub-and-spoke.yaml",
                    List.of(VIRGINIA, FRANKFURT, ZURICH),
                    Map.of(
                            "group-us",
                            new Home("us", Set.of(VIRGINIA), List.of(Set.of("hub-virginia"))),
                            "group-eu",
                            new Home(
                                    "eu",
                                    Set.of(FRANKFURT),
                                    List.of(Set.of("spoke-frankfurt"), Set.of("spoke-stockholm"))),
                            "group-ch",
                            new Home("ch", Set.of(ZURICH), List.of(Set.of("spoke-zurich"))))),
            new Topology(
                    "local-small-models.yaml",
                    List.of("onprem:werk1"),
                    Map.of(
                            "line-assistant",
                            new Home("plant", Set.of("onprem:werk1"), List.of(Set.of("gpu-1", "gpu-2"))),
                            "mail-assistant",
                            new Home(
                                    "office",
                                    Set.of("onprem:werk1"),
                                    List.of(Set.of("gpu-1", "gpu-2"), Set.of("azure-sweden"))))),
            new Topology(
                    "anywhere.yaml",
                    List.of(VIRGINIA),
                    Map.of("app", new Home("free", Set.of(VIRGINIA), List.of(Set.of("openai"), Set.of("groq"))))));

    @TestFactory
    Stream<DynamicTest> every_tenant_is_served_at_home_and_refused_elsewhere() {
        return TOPOLOGIES.stream()
                .map(topology -> DynamicTest.dynamicTest(topology.file(), () -> {
                    try (Fleet fleet = Fleet.of(topology.file(), topology.gateways())) {
                        askEverywhere(topology, fleet, Set.of());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> the_outage_of_any_one_endpoint_moves_its_tenants_on_inside_or_refuses_them() {
        return drills("endpoint");
    }

    @TestFactory
    Stream<DynamicTest> the_outage_of_a_whole_jurisdiction_refuses_its_tenants_and_touches_nobody_else() {
        return drills("jurisdiction");
    }

    @Test
    void active_active_a_lost_region_is_refused_by_the_other_and_served_nowhere() throws IOException {
        try (Fleet fleet = Fleet.of("active-active.yaml", List.of(FRANKFURT, VIRGINIA))) {
            fleet.lose(FRANKFURT);

            RawReply refused = fleet.ask("acme-gmbh", VIRGINIA);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Border.code(refused)).isEqualTo("residency_gateway_outside");
            assertThat(refused.header("bailiwick-peer")).isEqualTo("https://eu.llm.example.com");
            assertThat(refused.header("x-should-retry")).isEqualTo("false");
            assertThat(refused.header("location")).isNull();
            assertThat(fleet.saw("acme-gmbh")).isEmpty();
            assertThat(fleet.ask("globex", VIRGINIA).status()).isEqualTo(200);
        }
    }

    @Test
    void active_passive_a_lost_gateway_is_replaced_at_home_for_those_whose_home_reaches_that_far() throws IOException {
        try (Fleet fleet = Fleet.of("active-passive.yaml", List.of(FRANKFURT, DUBLIN))) {
            fleet.lose(FRANKFURT);

            assertThat(fleet.ask("acme", DUBLIN).status()).isEqualTo(200);
            RawReply refused = fleet.ask("muster-de", DUBLIN);
            assertThat(Border.code(refused)).isEqualTo("residency_gateway_outside");
            assertThat(refused.header("bailiwick-peer")).isEqualTo("https://de.llm.example.com");
            assertThat(fleet.saw("muster-de")).isEmpty();
        }
    }

    @Test
    void hub_and_spoke_the_hub_refuses_the_spokes_users_from_the_head_and_all_run_one_policy() throws IOException {
        List<String> gateways = List.of(VIRGINIA, FRANKFURT, ZURICH);
        try (Fleet fleet = Fleet.of("hub-and-spoke.yaml", gateways)) {
            assertThat(gateways)
                    .extracting(
                            region -> fleet.gateway(region).gateway().inForce().digest())
                    .containsOnly(fleet.gateway(VIRGINIA).gateway().inForce().digest());
            for (String spoke : List.of("eu", "ch")) {
                RawReply refused = fleet.askWithoutBody("group-" + spoke, VIRGINIA);
                assertThat(refused.interim()).as("a body was asked for").isEmpty();
                assertThat(Border.code(refused)).isEqualTo("residency_gateway_outside");
                assertThat(refused.header("bailiwick-peer")).isEqualTo("https://" + spoke + ".llm.example.com");
                assertThat(fleet.saw("group-" + spoke)).isEmpty();
            }
        }
    }

    @Test
    void the_guide_knows_every_topology_and_shows_the_drill_of_each() {
        String guide = ProjectRoot.read("docs/topologies.md");
        for (Topology topology : TOPOLOGIES) {
            assertThat(guide).contains("(../config/policies/" + topology.file() + ")");
            assertThat(guide).contains("topology-" + topology.file().replace(".yaml", ".svg"));
        }
        assertThat(guide.split("nothing crossed: ", -1)).hasSizeGreaterThan(TOPOLOGIES.size());
    }

    /** At every gateway that serves somebody, for everything of that kind that it can lose. */
    private static Stream<DynamicTest> drills(String kind) {
        return TOPOLOGIES.stream()
                .flatMap(topology -> topology.tenants().values().stream()
                        .flatMap(home -> home.gateways().stream()
                                .flatMap(gateway -> (kind.equals("endpoint")
                                                ? home.pool().stream()
                                                : Stream.of(home.jurisdiction()))
                                        .map(name -> List.of(topology.file(), gateway, name)))))
                .distinct()
                .map(drill -> DynamicTest.dynamicTest(
                        String.join(" ", drill), () -> drilled(named(drill.get(0)), drill.get(1), kind, drill.get(2))));
    }

    private static void drilled(Topology topology, String gateway, String kind, String name) throws IOException {
        try (Fleet fleet = Fleet.of(topology.file(), List.of(gateway))) {
            String drill = fleet.beginDrill(gateway, kind, name);
            Topology seen = new Topology(topology.file(), List.of(gateway), topology.tenants());
            askEverywhere(seen, fleet, out(topology, kind, name));
            JsonNode report = fleet.endDrill(gateway, drill);
            assertThat(report.path("exchanges")).as("%s", report).isNotEmpty();
            if (out(topology, kind, name).containsAll(poolsOf(topology, gateway))) {
                assertThat(report.path("affected_exchanges").asInt())
                        .as("whoever has no other place feels it: %s", report)
                        .isPositive();
            }
            assertThat(report.path("crossed").asInt()).as("%s", report).isZero();
        }
    }

    /** Every endpoint that somebody has who is served at that gateway. */
    private static Set<String> poolsOf(Topology topology, String gateway) {
        Set<String> endpoints = new LinkedHashSet<>();
        topology.tenants().values().stream()
                .filter(home -> home.gateways().contains(gateway))
                .forEach(home -> endpoints.addAll(home.pool()));
        return endpoints;
    }

    /** Every endpoint of every pool of the jurisdiction, whoever else uses it. */
    private static Set<String> out(Topology topology, String kind, String name) {
        Set<String> out = new LinkedHashSet<>();
        topology.tenants().values().stream()
                .filter(home ->
                        kind.equals("jurisdiction") && home.jurisdiction().equals(name))
                .forEach(home -> out.addAll(home.pool()));
        return out.isEmpty() ? Set.of(name) : out;
    }

    private static void askEverywhere(Topology topology, Fleet fleet, Set<String> out) throws IOException {
        for (Map.Entry<String, Home> tenant : topology.tenants().entrySet()) {
            Home home = tenant.getValue();
            for (String gateway : topology.gateways()) {
                RawReply reply = fleet.ask(tenant.getKey(), gateway);
                String asked = tenant.getKey() + " at " + gateway + " without " + out + ": " + reply.body();
                if (!home.gateways().contains(gateway)) {
                    assertThat(Border.code(reply)).as(asked).isEqualTo("residency_gateway_outside");
                } else if (home.expected(out).isEmpty()) {
                    assertThat(reply.status()).as(asked).isEqualTo(503);
                    assertThat(Border.code(reply)).as(asked).isEqualTo("residency_pool_exhausted");
                } else {
                    assertThat(reply.status()).as(asked).isEqualTo(200);
                    assertThat(reply.header("bailiwick-endpoint")).as(asked).isIn(home.expected(out));
                }
            }
            Set<String> may = new LinkedHashSet<>(home.pool());
            may.removeAll(out);
            assertThat(may)
                    .as("where the words of " + tenant.getKey() + " came")
                    .containsAll(fleet.saw(tenant.getKey()));
        }
    }

    private static Topology named(String file) {
        return TOPOLOGIES.stream()
                .filter(each -> each.file().equals(file))
                .findFirst()
                .orElseThrow();
    }
}
