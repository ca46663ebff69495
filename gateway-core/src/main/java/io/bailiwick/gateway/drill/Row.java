package io.bailiwick.gateway.drill;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of one phase's exchanges of one jurisdiction that were shown in one region.
 *
 * @param failovers of those served, how many only after another attempt had failed
 * @param refused by refusal code
 * @param failed by outcome: what was neither served nor refused
 */
public record Row(
        Key key, long served, long failovers, Map<String, Long> refused, Map<String, Long> failed, long crossed) {

    public Row {
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
        failed = Collections.unmodifiableMap(new TreeMap<>(failed));
    }

    /**
     * What is counted together.
     *
     * @param region as the client was told; {@code none} where nothing was sent
     */
    public record Key(Phase phase, String jurisdiction, String region) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::phase)
                    .thenComparing(Key::jurisdiction)
                    .thenComparing(Key::region)
                    .compare(this, other);
        }
    }

    /** Counts up. */
    static final class Counter {
        private final Map<String, Long> refused = new TreeMap<>();
        private final Map<String, Long> failed = new TreeMap<>();
        private long served;
        private long failovers;
        private long crossed;

        void served(boolean afterAnother) {
            served++;
            failovers += afterAnother ? 1 : 0;
        }

        void refused(String code) {
            refused.merge(code, 1L, Long::sum);
        }

        void failed(String outcome) {
            failed.merge(outcome, 1L, Long::sum);
        }

        void crossed() {
            crossed++;
        }

        Row of(Key key) {
            return new Row(key, served, failovers, refused, failed, crossed);
        }
    }
}
