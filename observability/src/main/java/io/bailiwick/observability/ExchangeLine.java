package io.bailiwick.observability;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.routing.PassedOver;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One exchange as one line of JSON with fixed keys, its attempts in an array at the end, and of a refusal who was passed over. */
final class ExchangeLine {

    private static final int MOST_ATTEMPTS = 16;

    private final JsonLine out = new JsonLine();
    private final LineFacts facts = new LineFacts(out);
    private final LineKey drillId = new LineKey(Fact.DRILL.key());
    private final LineKey attempts = new LineKey("bailiwick.attempts");
    private final LineKey passedOver = new LineKey("bailiwick.passed_over");
    private final LineKey reason = new LineKey("reason");
    private final LineKey number = new LineKey("number");
    private final LineKey spanId = new LineKey("span_id");
    private final LineKey endpoint = new LineKey("endpoint");
    private final LineKey region = new LineKey("region");
    private final LineKey result = new LineKey("result");
    private final LineKey status = new LineKey("status");
    private final LineKey requestId = new LineKey("request_id");
    private final LineKey duration = new LineKey("duration_ms");

    /** The line, ended by a newline. */
    String of(ExchangeRecord record) {
        add(record, null);
        return StandardCharsets.US_ASCII.decode(taken()).toString();
    }

    /** One more line; {@code drill} names the rehearsal that it was part of. */
    void add(ExchangeRecord record, @Nullable String drill) {
        out.open();
        ExchangeFacts.tell(record, facts);
        if (drill != null) {
            own(drillId, drill);
        }
        out.openArray(attempts);
        List<AttemptRecord> each = record.attempts();
        for (int i = 0; i < Math.min(MOST_ATTEMPTS, each.size()); i++) {
            attempt(each.get(i));
        }
        out.closeArray();
        if (record.refusal() != null && !record.refusal().candidates().isEmpty()) {
            passedOver(record.refusal().candidates());
        }
        out.close().end();
    }

    private void passedOver(List<PassedOver> candidates) {
        out.openArray(passedOver);
        for (int i = 0; i < Math.min(MOST_ATTEMPTS, candidates.size()); i++) {
            out.open();
            own(endpoint, candidates.get(i).candidate().endpoint().name());
            own(reason, candidates.get(i).kind());
            out.close();
        }
        out.closeArray();
    }

    /** Of all lines since they were taken. */
    int length() {
        return out.length();
    }

    /** All lines since the last time, each ended by a newline: lent until they are taken the next time. */
    ByteBuffer taken() {
        return out.taken();
    }

    private void attempt(AttemptRecord attempt) {
        out.open();
        out.number(number, attempt.number());
        out.hex(spanId, attempt.spanId());
        own(endpoint, attempt.candidate().endpoint().name());
        own(region, attempt.candidate().reach().shown());
        own(result, attempt.result());
        if (attempt.status() != null) {
            out.number(status, attempt.status());
        }
        if (attempt.requestId() != null) {
            out.text(requestId, attempt.requestId(), Bounded.MOST_FOREIGN_CHARS);
        }
        out.millis(duration, attempt.durationNanos());
        out.close();
    }

    private void own(LineKey key, String value) {
        out.text(key, value, Bounded.MOST_CHARS);
    }
}
