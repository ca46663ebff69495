package io.bailiwick.credentials;

import java.util.function.Consumer;

/** Gets a token from whoever gives it; never on the caller's thread. */
public interface FetchToken {

    /** Calls one of both, once; {@code failed} is told why, in words without any secret. */
    void fetch(TokenAsk ask, Consumer<AccessToken> found, Consumer<String> failed);
}
