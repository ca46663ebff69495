package io.bailiwick.observability;

import java.time.Instant;

/** Takes what is told of an exchange, each fact by its key, and bounds its words as {@link Bounded} does; whoever takes only some leaves the rest. */
interface Facts {

    /** A word that the policy or this program wrote. */
    void text(Fact fact, String value);

    /** An id of hexadecimal digits, which this program made or has looked at. */
    void id(Fact fact, String value);

    /** A word that a client or an upstream wrote. */
    void foreign(Fact fact, String value);

    /** To the millisecond, in UTC. */
    void instant(Fact fact, Instant at);

    void number(Fact fact, long value);

    void flag(Fact fact, boolean value);

    /** To the microsecond, in the unit that the key is of: milliseconds or seconds. */
    void time(Fact fact, long nanos);
}
