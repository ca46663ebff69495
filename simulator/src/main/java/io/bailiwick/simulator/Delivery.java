package io.bailiwick.simulator;

import java.io.IOException;
import java.util.List;

/** How a reply is put on the wire. */
@FunctionalInterface
interface Delivery {
    void deliver(Reply reply, Wire wire) throws IOException;

    /** In good order. */
    Delivery WHOLE = (reply, wire) -> {
        wire.pause(reply.thinking());
        wire.write(reply.head());
        if (reply.streamed()) {
            events(reply, wire, reply.parts());
            wire.lastChunk();
        } else {
            wire.write(reply.body());
        }
    };

    /** Writes these events, a chunk each, at the reply's pace. */
    static void events(Reply reply, Wire wire, List<Part> events) throws IOException {
        boolean first = true;
        for (Part event : events) {
            if (event.token()) {
                wire.pause(
                        first ? reply.latency().firstToken() : reply.latency().betweenTokens());
                first = false;
            }
            wire.chunk(event.bytes());
        }
    }

    /** Writes the head and the first events of a reply, or the head alone where it is no stream. */
    static void begin(Reply reply, Wire wire, int events) throws IOException {
        wire.write(reply.head());
        if (reply.streamed()) {
            events(
                    reply,
                    wire,
                    reply.parts().subList(0, Math.min(events, reply.parts().size())));
        }
    }
}
