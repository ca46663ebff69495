package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import org.jspecify.annotations.Nullable;

/** An exchange that waits for its line; {@code drill} names the rehearsal that it was part of. */
record Logged(ExchangeRecord record, @Nullable String drill) {

    String jurisdiction() {
        return record.stamp().jurisdiction();
    }
}
