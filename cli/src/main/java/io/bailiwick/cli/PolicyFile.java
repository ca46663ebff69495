package io.bailiwick.cli;

import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.config.Compiled;
import io.bailiwick.config.PolicyCompiler;
import io.bailiwick.credentials.MachineSecrets;
import io.bailiwick.residency.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A policy on disk, and how this machine compiles it. */
final class PolicyFile {

    private final Path file;
    private final Catalogue catalogue = BuiltInCatalogue.load();
    private final PolicyCompiler compiler;
    private final @Nullable String region;

    /** {@code serving}: whether credentials must be here; a check on another machine does without. */
    PolicyFile(Path file, @Nullable String region, boolean serving) {
        this.file = file;
        this.region = region;
        this.compiler = new PolicyCompiler(catalogue, new MachineSecrets(System.getenv(), serving));
    }

    /** What it is proven with, and what answers are judged by. */
    Catalogue catalogue() {
        return catalogue;
    }

    byte[] read() throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a directory (expected: a policy)");
        }
        return Files.readAllBytes(file);
    }

    Compiled compile(byte[] bytes) {
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        return compiler.compile(
                file.toString(),
                new String(bytes, StandardCharsets.UTF_8),
                region,
                directory == null ? absolute : directory);
    }
}
