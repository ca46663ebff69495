package io.bailiwick.observability;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The values that one label may take; whatever else comes is {@code _other}, and counted. */
final class ClosedLabel {

    /** In place of a value that nobody listed. */
    static final String OTHER = "_other";

    private final int most;
    private final Tally overflow;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Takes {@code most} values in its whole life: a value never leaves, so that its series never changes meaning. */
    ClosedLabel(int most, Tally overflow) {
        this.most = most;
        this.overflow = overflow;
    }

    void list(Collection<String> values) {
        values.forEach(this::isRoomFor);
    }

    /** The value if it is listed. */
    String listed(String value) {
        return known.contains(value) ? value : other();
    }

    /** The value while there is room, for what the gateway itself names and nobody could list before. */
    String admitted(String value) {
        return isRoomFor(value) ? value : other();
    }

    private boolean isRoomFor(String value) {
        return known.contains(value) || (known.size() < most && (known.add(value) || known.contains(value)));
    }

    private String other() {
        overflow.increment();
        return OTHER;
    }
}
