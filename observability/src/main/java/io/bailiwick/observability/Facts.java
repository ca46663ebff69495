package io.bailiwick.observability;

/** Takes what is told of an exchange, each fact by its key; whoever takes only some leaves the rest. */
interface Facts {

    void text(Fact fact, String value);

    void number(Fact fact, long value);

    void flag(Fact fact, boolean value);

    /** To the microsecond, in the unit that the key is of: milliseconds or seconds. */
    void time(Fact fact, long nanos);
}
