package io.bailiwick.identity;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows of whoever sent it.
 *
 * @param bearer from {@code Authorization: Bearer}
 * @param apiKey from {@code x-api-key}
 * @param certificate what TLS verified; null where it asked for none
 * @param peer whoever opened the connection; null where there is none
 * @param host the {@code host} header as it came
 */
public record Presented(
        @Nullable String bearer,
        @Nullable String apiKey,
        @Nullable ClientCertificate certificate,
        @Nullable InetAddress peer,
        @Nullable String host,
        Headers headers) {

    /** Every line of a header, in their order. */
    @FunctionalInterface
    public interface Headers {
        List<String> all(String name);

        Headers NONE = name -> List.of();
    }
}
