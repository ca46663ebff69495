package io.bailiwick.simulator;

/** One header line, its name in the case in which it was sent. */
public record Header(String name, String value) {

    /** Whether this is the header of that name, whatever its case. */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
