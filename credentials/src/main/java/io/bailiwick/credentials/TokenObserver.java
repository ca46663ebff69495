package io.bailiwick.credentials;

import java.time.Instant;

/** Told what becomes of the tokens; of no token what it is. */
public interface TokenObserver {

    TokenObserver NONE = new TokenObserver() {};

    /** A token was given; what needs it can be asked. */
    default void given(TokenAsk ask, Instant ends) {}

    /** None was given; {@code without} says that the endpoint has none left and takes no attempt. */
    default void failed(TokenAsk ask, String why, boolean without) {}

    /** The last token ended before another was given. */
    default void over(TokenAsk ask) {}
}
