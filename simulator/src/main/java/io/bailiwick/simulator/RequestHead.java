package io.bailiwick.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's first line and headers. */
record RequestHead(String method, String target, List<Header> headers) {
    static final RequestHead NONE = new RequestHead("", "", List.of());

    RequestHead {
        headers = List.copyOf(headers);
    }

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    List<String> all(String name) {
        return headers.stream().filter(h -> h.is(name)).map(Header::value).toList();
    }

    @Nullable
    String first(String name) {
        for (Header header : headers) {
            if (header.is(name)) {
                return header.value();
            }
        }
        return null;
    }

    boolean says(String name, String word) {
        return all(name).stream().anyMatch(value -> value.equalsIgnoreCase(word));
    }
}
