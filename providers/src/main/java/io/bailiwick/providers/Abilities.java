package io.bailiwick.providers;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of what one upstream model can do at one endpoint; what is not known restricts nothing.
 *
 * @param capabilities all that it has; null where nobody says
 * @param context the longest input and output together, in tokens; null where nobody says
 * @param output the longest output, in tokens; null where nobody says
 * @param source who says so: {@code policy}, or the row of the data; empty where nobody does
 */
public record Abilities(
        @Nullable Set<Capability> capabilities,
        @Nullable Long context,
        @Nullable Long output,
        String source) {

    public static final Abilities UNKNOWN = new Abilities(null, null, null, "");

    public static final String CONTEXT = "context";
    public static final String OUTPUT = "output";

    public Abilities {
        capabilities = capabilities == null ? null : Set.copyOf(capabilities);
        if ((context != null && context < 1) || (output != null && output < 1)) {
            throw new IllegalArgumentException("a model takes and gives at least one token");
        }
    }

    /** Whether it has that; null where nobody says. */
    public @Nullable Boolean has(Capability capability) {
        return capabilities == null ? null : capabilities.contains(capability);
    }

    /** What the request needs and this is known not to have, by name; null where it may be asked. */
    public @Nullable String lacks(InferenceRequest asked) {
        if (capabilities != null) {
            for (Capability each : asked.needs()) {
                if (!capabilities.contains(each)) {
                    return each.word();
                }
            }
        }
        Long most = asked.mostOutput();
        if (output != null && most != null && most > output) {
            return OUTPUT;
        }
        return context != null && !asked.mayFitInto(context) ? CONTEXT : null;
    }
}
