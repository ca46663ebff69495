package io.bailiwick.observability;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import org.jspecify.annotations.Nullable;

/** One exchange as one line of JSON with fixed keys, its attempts in an array at the end. */
final class ExchangeLine {

    private static final int MOST_ATTEMPTS = 16;

    /** The line, ended by a newline. */
    String of(ExchangeRecord record) {
        return of(record, null);
    }

    /** {@code drill} names the rehearsal that it was part of. */
    String of(ExchangeRecord record, @Nullable String drill) {
        JsonLine out = new JsonLine().open();
        ExchangeFacts.tell(record, new LineFacts(out));
        text(out, Fact.DRILL.key(), drill);
        out.openArray("bailiwick.attempts");
        record.attempts()
                .subList(0, Math.min(MOST_ATTEMPTS, record.attempts().size()))
                .forEach(attempt -> attempt(out, attempt));
        return out.closeArray().close().ended();
    }

    private static void attempt(JsonLine out, AttemptRecord attempt) {
        out.open();
        out.number("number", attempt.number());
        text(out, "span_id", attempt.spanId());
        text(out, "endpoint", Bounded.own(attempt.candidate().endpoint().name()));
        text(out, "region", Bounded.own(attempt.candidate().reach().shown()));
        text(out, "result", Bounded.own(attempt.result()));
        if (attempt.status() != null) {
            out.number("status", attempt.status());
        }
        text(out, "request_id", attempt.requestId() == null ? null : Bounded.foreign(attempt.requestId()));
        out.millis("duration_ms", attempt.durationNanos());
        out.close();
    }

    private static void text(JsonLine out, String key, @Nullable String value) {
        if (value != null) {
            out.text(key, value, Integer.MAX_VALUE);
        }
    }
}
