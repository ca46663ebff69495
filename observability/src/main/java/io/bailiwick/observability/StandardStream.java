package io.bailiwick.observability;

import java.io.IOException;
import java.io.OutputStream;

/** A stream that the process was given, and that stays open after us. */
final class StandardStream implements LineTarget {

    private final OutputStream stream;

    StandardStream(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(byte[] lines) throws IOException {
        stream.write(lines);
        stream.flush();
    }

    @Override
    public void close() throws IOException {
        stream.flush();
    }

    @Override
    public String toString() {
        return "standard output";
    }
}
