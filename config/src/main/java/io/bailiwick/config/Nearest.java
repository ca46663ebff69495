package io.bailiwick.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The known name that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /** Null where none is close: within a third of the letters. */
    public static @Nullable String of(String written, Collection<String> known) {
        String shortened = written.length() > 64 ? written.substring(0, 64) : written;
        return known.stream()
                .filter(name -> isNear(shortened, name))
                .min(Comparator.<String>comparingInt(name -> distance(shortened, name))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    private static boolean isNear(String written, String known) {
        int farthest = Math.max(1, Math.max(written.length(), known.length()) / 3);
        return distance(written, known) <= farthest || (written.length() > 2 && known.startsWith(written));
    }

    /** How many letters must be added, dropped, changed or swapped with their neighbour; case is a small thing. */
    static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int changed = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
