package io.bailiwick.gateway;

/** Told how often endpoints' tokens are asked for, and how that ends; of no token what it is. */
public interface CredentialObserver {

    CredentialObserver NONE = (endpoint, given) -> {};

    /** That endpoint's token was asked for; {@code given} says whether one came. */
    void asked(String endpoint, boolean given);
}
