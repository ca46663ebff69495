package io.bailiwick.observability;

import java.io.IOException;

/** Where lines go; used by one thread. */
interface LineTarget extends AutoCloseable {

    /** Whole lines in ASCII, each ended by a newline; whoever reads sees them when this returns. */
    void write(byte[] lines) throws IOException;

    @Override
    void close() throws IOException;
}
