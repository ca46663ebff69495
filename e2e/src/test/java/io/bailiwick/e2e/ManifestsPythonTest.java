package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Helm, Kubernetes' schemas and Compose's schema say of the files for them. */
final class ManifestsPythonTest {

    private static final Path PYTHON = Project.root().resolve("e2e/src/test/python");
    private static final Path INTERPRETER = PYTHON.resolve(".venv/bin/python");
    private static final String EDGE = "deploy/kubernetes/edge.yaml";
    private static final String SIDECAR = "deploy/kubernetes/sidecar.yaml";

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsPython() {
        assumeTrue(
                Files.isExecutable(INTERPRETER),
                "the tools are not installed: python3 -m venv e2e/src/test/python/.venv, and pip install its requirements.txt");
    }

    @Test
    void the_edge_manifest_is_what_the_chart_renders() throws IOException {
        String rendered = accepted("render");
        assertThat(ProjectRoot.read(EDGE).replaceFirst("(?s)^.*?(?=---\n)", "")).isEqualTo(rendered);
        accepted("lint");
    }

    @Test
    void kubernetes_accepts_every_manifest_and_every_shape_of_the_chart() throws IOException {
        assertThat(accepted("kubernetes", path(EDGE), path(SIDECAR))).contains("StatefulSet holds", "Deployment holds");
        for (String shape : List.of(
                "{\"state\":{\"volume\":false}}",
                "{\"networkPolicy\":{\"enabled\":false},\"service\":{\"type\":\"LoadBalancer\"}}",
                "{\"networkPolicy\":{\"clients\":[],\"scrapers\":[],\"egress\":[],\"metadata\":false}}",
                "{\"placement\":{\"regionLabel\":false,\"nodeSelector\":{\"site\":\"fra1\"},\"tolerations\":[{\"operator\":\"Exists\"}]}}",
                "{\"image\":{\"digest\":\"sha256:%s\"},\"imagePullSecrets\":[{\"name\":\"r\"}],\"shutdown\":{\"sleepSeconds\":0}}"
                        .formatted("0".repeat(64)))) {
            accepted("lint", shape);
            Path file = Files.writeString(directory.resolve("shape.yaml"), accepted("render", shape));
            assertThat(accepted("kubernetes", file.toString())).contains("StatefulSet holds");
        }
    }

    @Test
    void a_manifest_with_an_unknown_field_is_refused() throws IOException {
        Path file = Files.writeString(
                directory.resolve("bad.yaml"), ProjectRoot.read(SIDECAR).replace("readinessProbe:", "readynessProbe:"));
        assertThat(refused("kubernetes", file.toString())).contains("readynessProbe");
    }

    @Test
    void the_charts_schema_refuses_what_cannot_work() throws IOException {
        for (String[] bad : new String[][] {
            {"{\"region\":\"\"}", "/region"},
            {"{\"region\":\"EU\"}", "/region"},
            {"{\"policy\":\"\"}", "/policy"},
            {"{\"adminToken\":{\"secret\":\"\"}}", "/adminToken/secret"},
            {"{\"replicas\":0}", "/replicas"},
            {"{\"replicas\":\"two\"}", "/replicas"},
            {"{\"image\":{\"tag\":\"latest\"}}", "/image/tag"},
            {"{\"image\":{\"digest\":\"abc\"}}", "/image/digest"},
            {"{\"placement\":{\"regionLabel\":false}}", "/placement"},
            {"{\"ports\":{\"client\":80}}", "/ports/client"},
            {"{\"credentials\":[{\"env\":\"KEY\",\"value\":\"sk-1\"}]}", "/credentials/0"},
            {"{\"resources\":{\"limits\":null}}", "/resources"},
            {"{\"networkPolicies\":{}}", "networkPolicies"},
        }) {
            assertThat(refused("render", bad[0])).as(bad[0]).contains(bad[1]);
        }
    }

    @Test
    void probes_need_no_token_and_readiness_looks_at_no_upstream() throws IOException {
        for (String file : List.of(EDGE, SIDECAR)) {
            JsonNode gateway = gateway(file);
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                JsonNode get = gateway.path(probe).path("httpGet");
                assertThat(get.path("path").asText())
                        .as(file + " " + probe)
                        .isEqualTo(probe.equals("readinessProbe") ? "/readyz" : "/livez");
                assertThat(get.path("port").asText()).isEqualTo("admin");
                assertThat(get.has("httpHeaders")).isFalse();
            }
        }
    }

    @Test
    void a_gateway_in_kubernetes_is_nobody_writes_nothing_and_stays_in_its_region() throws IOException {
        for (String file : List.of(EDGE, SIDECAR)) {
            JsonNode security = gateway(file).path("securityContext");
            assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(security.path("capabilities").path("drop").toString()).isEqualTo("[\"ALL\"]");
            JsonNode pod = pod(file);
            assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean())
                    .isTrue();
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("nodeSelector").has("topology.kubernetes.io/region"))
                    .isTrue();
        }
    }

    @Test
    void compose_accepts_its_file_and_refuses_one_with_a_word_that_it_does_not_know() throws IOException {
        accepted("compose", path("docker/compose.yaml"));
        Path bad = Files.writeString(
                directory.resolve("compose.yaml"),
                ProjectRoot.read("docker/compose.yaml").replace("pids_limit:", "pid_limits:"));
        assertThat(refused("compose", bad.toString())).contains("pid_limits");
    }

    @Test
    void every_container_of_compose_that_is_ours_is_held_and_every_foreign_image_is_pinned() throws IOException {
        JsonNode services = new ObjectMapper()
                .readTree(accepted("json", path("docker/compose.yaml")))
                .path(0)
                .path("services");
        assertThat(services).hasSizeGreaterThanOrEqualTo(8);
        services.properties().forEach(service -> {
            String image = service.getValue().path("image").asText();
            if (image.equals("bailiwick:local")) {
                assertThat(service.getValue().path("read_only").asBoolean())
                        .as(service.getKey())
                        .isTrue();
                assertThat(service.getValue().path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
            } else {
                assertThat(image).as(service.getKey()).matches(".+:.+@sha256:[0-9a-f]{64}");
            }
            service.getValue()
                    .path("ports")
                    .forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        });
    }

    private JsonNode pod(String file) throws IOException {
        return StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(accepted("json", path(file)))
                                .spliterator(),
                        false)
                .map(document -> document.path("spec").path("template").path("spec"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseThrow();
    }

    /** The container that runs the gateway, sidecar or not. */
    private JsonNode gateway(String file) throws IOException {
        JsonNode pod = pod(file);
        return Stream.of("initContainers", "containers")
                .flatMap(kind -> StreamSupport.stream(pod.path(kind).spliterator(), false))
                .filter(container -> container.path("image").asText().startsWith("bailiwick"))
                .findFirst()
                .orElseThrow();
    }

    private static String path(String relative) {
        return Project.root().resolve(relative).toString();
    }

    private static String accepted(String... words) throws IOException {
        Shell.Ran ran = run(words);
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
        return ran.out();
    }

    private static String refused(String... words) throws IOException {
        Shell.Ran ran = run(words);
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.err()).doesNotContain("Traceback");
        return ran.err();
    }

    private static Shell.Ran run(String... words) throws IOException {
        return Shell.in(PYTHON)
                .run(Stream.concat(Stream.of(INTERPRETER.toString(), "manifests.py"), Stream.of(words))
                        .toArray(String[]::new));
    }
}
