package io.bailiwick.observability;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One exchange as one line of JSON with fixed keys, its attempts in an array at the end. */
final class ExchangeLine {

    private static final int MOST_ATTEMPTS = 16;

    private final JsonLine out = new JsonLine();
    private final LineFacts facts = new LineFacts(out);

    /** The line, ended by a newline. */
    String of(ExchangeRecord record) {
        add(record, null);
        return StandardCharsets.US_ASCII.decode(taken()).toString();
    }

    /** One more line; {@code drill} names the rehearsal that it was part of. */
    void add(ExchangeRecord record, @Nullable String drill) {
        out.open();
        ExchangeFacts.tell(record, facts);
        text(out, Fact.DRILL.key(), drill);
        out.openArray("bailiwick.attempts");
        List<AttemptRecord> attempts = record.attempts();
        for (int i = 0; i < Math.min(MOST_ATTEMPTS, attempts.size()); i++) {
            attempt(out, attempts.get(i));
        }
        out.closeArray().close().end();
    }

    /** All lines since the last time, each ended by a newline: lent until the next one begins. */
    ByteBuffer taken() {
        return out.taken();
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
