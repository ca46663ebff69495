package io.bailiwick.config;

import io.bailiwick.credentials.MachineSecrets;
import io.bailiwick.residency.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Compiles policies as a check on a laptop would: without any secret. */
final class Policies {

    static final Catalogue CATALOGUE = BuiltInCatalogue.load();

    private Policies() {}

    static Compiled compile(String text) {
        return compile("policy.yaml", text, null);
    }

    static Compiled compile(String file, String text, String region) {
        return new PolicyCompiler(CATALOGUE, new MachineSecrets(Map.of(), false))
                .compile(file, text, region, Path.of("/etc/bailiwick"));
    }

    static GatewaySnapshot accepted(String text) {
        return accepted(compile(text));
    }

    static GatewaySnapshot accepted(Compiled compiled) {
        return compiled.match(Compiled.Accepted::snapshot, refused -> {
            throw new AssertionError("refused: " + refused.problems());
        });
    }

    static List<String> problems(String text) {
        return problems("policy.yaml", text);
    }

    static List<String> problems(String file, String text) {
        return compile(file, text, null)
                .match(
                        accepted -> List.of(),
                        refused -> refused.problems().stream()
                                .map(Problem::toString)
                                .toList());
    }

    static List<Path> files(String directory) {
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
