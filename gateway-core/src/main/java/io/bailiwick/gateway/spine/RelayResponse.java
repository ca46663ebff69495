package io.bailiwick.gateway.spine;

import io.bailiwick.identity.allowance.Left;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Dialect;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Step 9: carries one reply to the client, holding its head until what must be known of it is known. */
interface RelayResponse {

    /** Consumes {@code bytes}. */
    void body(ByteBuf bytes);

    /** What came in one read of the upstream goes out in one flush. */
    void readComplete();

    /** The upstream's framing says that the reply is whole. */
    void end();

    /** Whether the client has the head: from then on nothing is sent twice. */
    boolean isCommitted();

    /** Whether everything that the client needs has come, whatever the connection does next. */
    default boolean isComplete() {
        return false;
    }

    /** Where the reply says that it runs, until now; null where it has not said. */
    @Nullable
    String statedGeo();

    /** Releases what is held; nothing more comes. */
    void discard();

    /** The number that an event of our own would carry; {@link Client#NO_EVENTS} where the reply is no stream of them. */
    default long sequence() {
        return Client.NO_EVENTS;
    }

    /** Null where the head announces something that no reply to this request can be. */
    static @Nullable RelayResponse of(Attempt attempt, AttemptUpstream step, int status, HttpHeaders headers) {
        Exchange exchange = attempt.exchange();
        Api spoken = attempt.wording().api();
        Dialect dialect = exchange.asked().api().dialect();
        HttpHeaders passed = UpstreamHead.forClient(headers, spoken.dialect(), dialect);
        AdmitRequest.Ticket ticket = exchange.ticket();
        Left left = ticket == null ? null : ticket.left();
        if (left != null) {
            AllowanceHeaders.put(passed, left, dialect, step.clock.instant());
        }
        InClientWords words = InClientWords.of(step.languages.translateReply(), exchange.asked(), attempt.wording());
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return null;
        }
        if (status >= 400) {
            return new RelayUnary(attempt, step, words, status, passed, RelayUnary.Kind.ERROR);
        }
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        if (exchange.asked().stream()) {
            return type.startsWith("text/event-stream") ? new RelayStream(attempt, step, words, status, passed) : null;
        }
        return type.startsWith("application/json")
                ? new RelayUnary(attempt, step, words, status, passed, RelayUnary.Kind.of(spoken))
                : null;
    }
}
