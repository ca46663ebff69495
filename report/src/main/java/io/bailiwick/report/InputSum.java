package io.bailiwick.report;

/** Input tokens of exchanges of which the same is known: whether what the cache gave and took was counted. */
final class InputSum {

    long input;
    long read;
    long write;

    void add(InputSum other) {
        input += other.input;
        read += other.read;
        write += other.write;
    }

    /** Neither read from the cache nor written to it. */
    long plain() {
        return Math.max(0, input - read - write);
    }
}
