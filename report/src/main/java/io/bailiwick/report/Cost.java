package io.bailiwick.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What tokens cost, as far as they have a price.
 *
 * @param priced what those with a price cost
 * @param unpriced those without, by name; while there are any the cost is unknown
 */
record Cost(Money priced, List<Unpriced> unpriced) {

    static final Cost NOTHING = new Cost(Money.NOTHING, List.of());

    Cost {
        unpriced = List.copyOf(unpriced);
    }

    /** Tokens that nobody can price. */
    record Unpriced(Traffic traffic, String type, long tokens, String why) {
        String words() {
            return String.format(java.util.Locale.ROOT, "%,d", tokens) + " " + type + " tokens of " + traffic.words()
                    + ": " + why;
        }
    }

    boolean known() {
        return unpriced.isEmpty();
    }

    Cost and(Cost other) {
        List<Unpriced> both = new ArrayList<>(unpriced);
        both.addAll(other.unpriced);
        return new Cost(priced.and(other.priced), both);
    }
}
