package io.bailiwick.cli;

/** Exit codes. */
final class Exit {

    static final int HOLDS = 0;
    static final int DOES_NOT_HOLD = 1;
    static final int USAGE = 2;

    private Exit() {}
}
