package io.bailiwick.identity;

import java.net.URI;
import java.util.function.Consumer;

/** Gets what an issuer publishes, on a thread of its own; calls one of the two, once. */
@FunctionalInterface
public interface FetchKeys {
    void fetch(URI url, Consumer<byte[]> found, Consumer<String> failed);
}
