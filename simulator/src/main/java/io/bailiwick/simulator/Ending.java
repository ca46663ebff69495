package io.bailiwick.simulator;

import java.io.IOException;

/** How a cut reply ends. */
public enum Ending {
    /** By a TCP reset. */
    RESET {
        @Override
        void end(Wire wire) throws IOException {
            wire.reset();
        }
    },
    /** By closing the connection in good order, without the last chunk. */
    CLOSE {
        @Override
        void end(Wire wire) throws IOException {
            wire.close();
        }
    },
    /** By the last chunk, as if all had been said. */
    LAST_CHUNK {
        @Override
        void end(Wire wire) throws IOException {
            wire.lastChunk();
        }
    },
    /** Not at all: the connection stays open for the next request. */
    KEEP {
        @Override
        void end(Wire wire) {}
    };

    abstract void end(Wire wire) throws IOException;
}
