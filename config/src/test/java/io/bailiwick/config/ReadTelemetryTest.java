package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.credentials.MachineSecrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadTelemetryTest {

    private static final String POLICY = """
        bailiwick: 1
        gateway: { region: aws:eu-central-1, state: state }
        jurisdictions:
          eu: { boundary: [EU], users: [EEA] }
          de: { boundary: [DE], users: [DE], within: eu }
        identity:
          tenants:
            acme: { jurisdiction: eu, keys: ["sha256:8254c329a92850f6d539dd376f4816ee2764517da5e0235514af433164480d7a"] }
        endpoints:
          own: { provider: openai-compatible, url: "http://10.0.0.1:8000/v1", reach: [aws:eu-central-1], models: { chat: m } }
        routes:
          chat: { eu: [[own]], de: [[own]] }
        telemetry:
          eu: { """;

    @TempDir
    Path directory;

    private Compiled compile(String sink) {
        return new PolicyCompiler(Policies.CATALOGUE, new MachineSecrets(Map.of("KEY", "s3cret-value"), true))
                .compile("policy.yaml", POLICY + sink + " }\n", null, directory);
    }

    private TelemetrySink sink(String text) {
        return Objects.requireNonNull(
                Policies.accepted(compile(text)).telemetry().get("eu"));
    }

    private List<String> problems(String text) {
        return compile(text)
                .match(
                        accepted -> List.of(),
                        refused -> refused.problems().stream()
                                .map(Problem::toString)
                                .toList());
    }

    @Test
    void a_collector_is_a_url_a_reach_and_a_small_share() {
        TelemetrySink sink = sink("otlp: \"http://otel.eu.internal:4318\", reach: [aws:eu-central-1]");

        assertThat(sink.otlp()).isEqualTo(URI.create("http://otel.eu.internal:4318"));
        assertThat(sink.sample()).isEqualTo(0.01);
        assertThat(sink.headers()).isEmpty();
        assertThat(sink.tls()).isNull();
        assertThat(Policies.accepted(compile("otlp: \"http://o:4318\", reach: [aws:eu-central-1]"))
                        .telemetry())
                .containsOnlyKeys("eu");
    }

    @Test
    void a_header_is_a_secret_and_authorization_has_a_scheme() {
        TelemetrySink sink = sink("otlp: \"https://o\", reach: [aws:eu-central-1], sample: 1, headers: {"
                + " Authorization: { env: KEY }, x-team: { env: KEY } }");
        TelemetrySink basic = sink(
                "otlp: \"https://o\", reach: [aws:eu-central-1], headers: { authorization: { scheme: Basic, env: KEY } }");

        assertThat(header(sink, "authorization")).isEqualTo("Bearer s3cret-value");
        assertThat(header(sink, "x-team")).isEqualTo("s3cret-value");
        assertThat(header(basic, "authorization")).isEqualTo("Basic s3cret-value");
        assertThat(sink.toString()).doesNotContain("s3cret");
    }

    private static String header(TelemetrySink sink, String name) {
        return Objects.requireNonNull(sink.headers().get(name)).reveal();
    }

    @Test
    void a_collector_outside_the_boundary_is_refused() {
        assertThat(problems("otlp: \"https://o\", reach: [aws:us-east-1]"))
                .singleElement()
                .asString()
                .startsWith("policy.yaml:14:")
                .contains("https://o", "aws:us-east-1", "US", "eu");
        assertThat(problems("otlp: \"https://o\", reach: anywhere")).hasSize(1);
        assertThat(problems("otlp: \"https://o\"")).singleElement().asString().contains("has no reach");
    }

    @Test
    void what_cannot_be_meant_is_refused_with_its_place() throws IOException {
        Path file = Files.writeString(directory.resolve("a.pem"), "pem");
        Map<String, String> mistakes = Map.of(
                "sample: 2",
                "a share from 0 to 1",
                "sample: -0.1",
                "a share from 0 to 1",
                "sample: 1%",
                "a share from 0 to 1",
                "samples: 1",
                "sample",
                "headers: { host: { env: KEY } }",
                "the name of a header that is ours to choose",
                "headers: { \"a b\": { env: KEY } }",
                "the name of a header that is ours to choose",
                "headers: { authorization: s3cret-value }",
                "it holds no secret",
                "headers: { authorization: { env: NONE } }",
                "env NONE",
                "tls: { ca: none.pem }",
                "is not readable",
                "tls: { certificate: \"" + file + "\" }",
                "both, or neither");
        mistakes.forEach((written, expected) -> assertThat(
                        problems("otlp: \"https://o\", reach: [aws:eu-central-1], " + written))
                .as(written)
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("policy.yaml:14:") && !problem.contains("s3cret"))
                .anyMatch(problem -> problem.contains(expected)));
        assertThat(problems("otlp: \"http://o\", reach: [aws:eu-central-1], tls: { ca: \"" + file + "\" }"))
                .singleElement()
                .asString()
                .contains("plain http");
    }

    @Test
    void a_secret_in_the_clear_is_warned_of() {
        assertThat(Policies.accepted(compile("otlp: \"http://otel.internal:4318\", reach: [aws:eu-central-1],"
                                + " headers: { authorization: { env: KEY } }"))
                        .warnings())
                .anyMatch(warning -> warning.contains("unencrypted"));
    }

    @Test
    void a_check_on_another_machine_needs_neither_secrets_nor_files() {
        Compiled checked = new PolicyCompiler(Policies.CATALOGUE, new MachineSecrets(Map.of(), false))
                .compile(
                        "policy.yaml",
                        POLICY
                                + "otlp: \"https://o\", reach: [aws:eu-central-1], headers: { authorization: { env: KEY } },"
                                + " tls: { ca: ca.pem } }\n",
                        null,
                        directory);
        assertThat(Policies.accepted(checked).warnings()).anyMatch(warning -> warning.contains("on this machine"));
    }

    @Test
    void sinks_are_the_same_while_they_are_spoken_to_alike() {
        String plain = "otlp: \"https://o\", reach: [aws:eu-central-1], headers: { a: { env: KEY } }";

        assertThat(sink(plain).sameAs(sink(plain + ", sample: 1"))).isTrue();
        assertThat(sink(plain).sameAs(sink(plain.replace("a: {", "b: {")))).isFalse();
        assertThat(sink(plain).sameAs(sink(plain.replace("https://o", "https://p"))))
                .isFalse();
        assertThat(sink(plain).sameAs(sink(plain.replace("eu-central-1", "eu-west-1"))))
                .isFalse();
    }
}
