package io.bailiwick.gateway.admin;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request is for: its path and its parameters, decoded. */
record AdminTarget(String path, Map<String, List<String>> parameters) {

    AdminTarget {
        parameters = Map.copyOf(parameters);
    }

    /** Null where a {@code %} begins no byte. */
    static @Nullable AdminTarget of(String uri) {
        QueryStringDecoder target = new QueryStringDecoder(uri);
        try {
            return new AdminTarget(target.path(), target.parameters());
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
