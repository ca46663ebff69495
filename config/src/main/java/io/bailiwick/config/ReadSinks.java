package io.bailiwick.config;

import io.bailiwick.credentials.SecretSource;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Proof;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Surface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code logs}, {@code telemetry} and {@code ledger}, and proves each sink. */
final class ReadSinks {

    private final Findings findings;
    private final Typing typing;
    private final KnownPlaces knownPlaces;
    private final Declared<Jurisdiction> jurisdictions;
    private final ReadTelemetry readTelemetry;
    private final boolean serving;
    private final Map<String, Reach> reaches = new HashMap<>();

    ReadSinks(
            Findings findings,
            Typing typing,
            KnownPlaces places,
            Declared<Jurisdiction> jurisdictions,
            SecretSource secrets) {
        this.findings = findings;
        this.typing = typing;
        this.knownPlaces = places;
        this.jurisdictions = jurisdictions;
        this.serving = secrets.required();
        this.readTelemetry = new ReadTelemetry(
                findings,
                typing,
                new ReadSecrets(findings, typing, secrets),
                new ReadPem(findings, typing, secrets.required()));
    }

    /** By jurisdiction. */
    Map<String, LogSink> logs(@Nullable Node node) {
        Map<String, LogSink> logs = new LinkedHashMap<>();
        for (Node.Entry entry : Section.entries(findings, "logs", node)) {
            String path = "logs." + Quoted.of(entry.name());
            Section section = Section.of(findings, path, entry.key().mark(), entry.value(), "file", "reach");
            Path file = typing.path(section.required("file", "a file name"), path + ".file");
            Reach reach = proven(entry, section, path, Surface.Kind.LOG, String.valueOf(file));
            if (file != null && serving && !canBeWritten(file)) {
                findings.problem(
                        section.markOf("file"),
                        path + ".file: " + file
                                + " cannot be written (expected: a file that this process may append to, in a directory that is there)");
            }
            if (file != null && reach != null) {
                logs.put(entry.name(), new LogSink(file, reach));
            }
        }
        return logs;
    }

    /** Each line would be lost, and be all that is known of its exchange. */
    private static boolean canBeWritten(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        return Files.exists(file)
                ? !Files.isDirectory(file) && Files.isWritable(file)
                : directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
    }

    /** The collectors by jurisdiction. */
    Map<String, TelemetrySink> telemetry(@Nullable Node node) {
        Map<String, TelemetrySink> collectors = new LinkedHashMap<>();
        for (Node.Entry entry : Section.entries(findings, "telemetry", node)) {
            String path = "telemetry." + Quoted.of(entry.name());
            Section section = Section.of(
                    findings, path, entry.key().mark(), entry.value(), "otlp", "reach", "sample", "headers", "tls");
            BaseUrl.Accepted url = typing.url(section.required("otlp", BaseUrl.EXPECTED), path + ".otlp");
            String name = url == null ? "?" : url.uri().toString();
            Reach reach = proven(entry, section, path, Surface.Kind.TELEMETRY, name);
            if (url != null && reach != null) {
                collectors.put(entry.name(), readTelemetry.of(section, url, reach));
            }
        }
        return collectors;
    }

    /** A sink's reach; a problem where it lies outside the boundary of the jurisdiction that uses it. */
    private @Nullable Reach proven(Node.Entry entry, Section section, String path, Surface.Kind kind, String name) {
        Jurisdiction jurisdiction = jurisdictions.find(entry.key(), findings);
        Node written = section.required("reach", "a list of regions and geographies, or anywhere");
        Reach reach = knownPlaces.reach(written, path + ".reach");
        if (jurisdiction == null || reach == null) {
            return null;
        }
        Proof.Row row = Proof.of(jurisdiction, new Surface(kind, name, reach));
        if (!row.inside()) {
            findings.problem(
                    section.markOf("reach"),
                    row.surface() + " " + row.offence() + " (expected: inside '" + jurisdiction.name() + "', "
                            + jurisdiction.boundary() + ")");
        }
        Reach elsewhere = reaches.putIfAbsent(row.surface().toString(), reach);
        if (elsewhere != null && !elsewhere.equals(reach)) {
            findings.problem(
                    section.markOf("reach"),
                    row.surface() + " reaches " + reach + " here and " + elsewhere
                            + " above (expected: one reach for one place)");
        }
        return reach;
    }
}
