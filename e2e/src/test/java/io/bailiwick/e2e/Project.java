package io.bailiwick.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this project lies on the machine that tests it. */
final class Project {

    private Project() {}

    /** The directory of the launcher. */
    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("bailiwick")) && Files.exists(at.resolve("e2e"))) {
                return at;
            }
        }
        throw new IllegalStateException("no launcher above " + Path.of("").toAbsolutePath());
    }

    static Path jar() {
        return root().resolve("cli/target/bailiwick.jar");
    }
}
