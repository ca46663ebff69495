package io.bailiwick.observability;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A stream that the process was given, and that stays open after us. */
final class StandardStream implements LineTarget {

    private final OutputStream stream;

    StandardStream(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        stream.write(lines.array(), lines.arrayOffset() + lines.position(), lines.remaining());
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
