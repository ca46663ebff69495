package io.bailiwick.config;

import io.bailiwick.residency.Reach;
import java.nio.file.Path;

/** Where a jurisdiction's exchange lines are written. */
public record LogSink(Path file, Reach reach) {}
