package io.bailiwick.observability;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines go; used by one thread. */
interface LineTarget extends AutoCloseable {

    /** Before each few: whether it is still the one that its name means is looked at here. */
    default void begin() throws IOException {}

    /** Borrows whole lines in ASCII, each ended by a newline, in an array; whoever reads sees them when this returns. */
    void write(ByteBuffer lines) throws IOException;

    @Override
    void close() throws IOException;
}
