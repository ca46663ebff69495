package io.bailiwick.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * The file of classes as they lie in memory, beside the jar; it holds for one jar and one Java, and any other leaves it out.
 *
 * @param feature the Java that writes it, such as 17
 */
record ClassArchive(Path jar, int feature) {

    /** The first Java that writes it itself, with what its compilers learnt. */
    private static final int AHEAD_OF_TIME = 25;

    Path file() {
        return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", "") + ".jsa");
    }

    /** What a start is given. */
    String option() {
        return "-XX:SharedArchiveFile=" + file();
    }

    /** What a gateway is given that shows which classes serving takes; {@code draft} is written then or afterwards. */
    List<String> whileTraining(Path list, Path draft) {
        return isAheadOfTime()
                ? List.of("-XX:AOTCacheOutput=" + draft)
                : List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + list);
    }

    /** How the draft is written then; empty where the gateway did so at its end. */
    List<String> afterwards(Path list, Path draft) {
        return isAheadOfTime()
                ? List.of()
                : List.of(
                        "-Xshare:dump",
                        "-XX:+UseG1GC", // the one collector that writes objects down as well
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + draft,
                        "-cp",
                        jar.toString());
    }

    private boolean isAheadOfTime() {
        return feature >= AHEAD_OF_TIME;
    }
}
