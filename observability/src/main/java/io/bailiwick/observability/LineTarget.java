package io.bailiwick.observability;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines go; used by one thread. */
interface LineTarget extends AutoCloseable {

    /** Borrows whole lines in ASCII, each ended by a newline, in an array; whoever reads sees them when this returns. */
    void write(ByteBuffer lines) throws IOException;

    @Override
    void close() throws IOException;
}
