package io.bailiwick.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The shipped rules with every time divided by thirty, so that five minutes pass in ten seconds; docs/alerts.md says so. */
final class ShortenedRules {

    /** What stands in a range's brackets, after {@code offset}, and after {@code for:} and {@code keep_firing_for:}. */
    private static final Pattern TIMES = Pattern.compile("(\\[|offset |for: )(\\d+)([smhd])(?=]|\\s|$)");

    private static final int DIVISOR = 30;

    private ShortenedRules() {}

    /** Writes each shipped file, shortened, to that directory. */
    static void into(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Path file : AlertRules.files(ProjectRoot.path().resolve("docker/prometheus/rules"))) {
            Files.writeString(directory.resolve(file.getFileName()), shortened(Files.readString(file)));
        }
    }

    static String shortened(String rules) {
        return TIMES.matcher(rules).replaceAll(found -> found.group(1) + seconds(found) + "s");
    }

    private static long seconds(MatchResult found) {
        int unit = switch (found.group(3)) {
            case "d" -> 86_400;
            case "h" -> 3_600;
            case "m" -> 60;
            default -> 1;
        };
        return Math.max(1, Long.parseLong(found.group(2)) * unit / DIVISOR);
    }
}
