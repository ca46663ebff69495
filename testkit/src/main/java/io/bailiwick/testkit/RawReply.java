package io.bailiwick.testkit;

import io.bailiwick.simulator.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it came off the wire.
 *
 * @param body the body without its framing, as UTF-8 text
 * @param chunks the chunks as they were framed; empty for other framings
 * @param interim the statuses of interim replies before it
 */
public record RawReply(
        int status, List<Header> headers, String body, List<String> chunks, BodyEnd end, List<Integer> interim) {

    public RawReply {
        headers = List.copyOf(headers);
        chunks = List.copyOf(chunks);
        interim = List.copyOf(interim);
    }

    /** The first value of that header. */
    public @Nullable String header(String name) {
        List<String> all = headers(name);
        return all.isEmpty() ? null : all.get(0);
    }

    public List<String> headers(String name) {
        return headers.stream().filter(h -> h.is(name)).map(Header::value).toList();
    }

    public SseReply events() {
        return SseReply.of(body);
    }
}
