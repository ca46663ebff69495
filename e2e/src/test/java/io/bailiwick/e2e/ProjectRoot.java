package io.bailiwick.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that these tests run in. */
final class ProjectRoot {

    private ProjectRoot() {}

    static Path path() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(at.resolve("ARCHITECTURE.md"))) {
            at = at.getParent();
            if (at == null) {
                throw new IllegalStateException(
                        "no ARCHITECTURE.md above " + Path.of("").toAbsolutePath());
            }
        }
        return at;
    }

    static String read(String relative) {
        try {
            return Files.readString(path().resolve(relative));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
