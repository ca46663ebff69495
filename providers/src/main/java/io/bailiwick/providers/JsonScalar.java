package io.bailiwick.providers;

/** What can be asked of the token that a reader stands at. */
interface JsonScalar {

    /** The name of the field that was reached last in the innermost object that is open. */
    Key key();

    /** The text of the current scalar. */
    String text();

    /** The current whole number; negative, too, where it is none that 63 bits hold. */
    long wholeNumber();
}
