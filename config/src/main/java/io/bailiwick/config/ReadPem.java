package io.bailiwick.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads where a PEM file stands; {@code serving} says whether it must be here, where a check on another machine does without. */
record ReadPem(Findings findings, Typing typing, boolean serving) {

    @Nullable
    Path of(@Nullable Node node, String path) {
        Path file = typing.path(node, path);
        if (file != null && node != null && !Files.isReadable(file)) {
            String found = path + ": " + file + " is not readable";
            if (serving) {
                findings.problem(node.mark(), found + " (expected: a PEM file)");
            } else {
                findings.warning(node.mark(), found + " on this machine");
            }
        }
        return file;
    }
}
