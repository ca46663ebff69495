package io.bailiwick.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Faults of a stream of events. */
public sealed interface StreamFault extends Fault {

    @Override
    default boolean replaces() {
        return true;
    }

    record StreamCut(int afterEvents, Ending ending, Gate gate) implements StreamFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                Delivery.begin(reply, wire, afterEvents);
                wire.await(gate);
                ending.end(wire);
            };
        }
    }

    record StreamStall(int afterEvents, Gate gate) implements StreamFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                Delivery.begin(reply, wire, afterEvents);
                wire.await(gate);
                if (reply.streamed()) {
                    List<Part> parts = reply.parts();
                    Delivery.events(reply, wire, parts.subList(Math.min(afterEvents, parts.size()), parts.size()));
                    wire.lastChunk();
                } else {
                    wire.write(reply.body());
                }
            };
        }
    }

    record StreamErrorEvent(int afterEvents, String message) implements StreamFault {
        @Override
        public boolean replaces() {
            return false;
        }

        @Override
        public Reply reshape(Reply reply) {
            List<Part> parts = new ArrayList<>(
                    reply.parts().subList(0, Math.min(afterEvents, reply.parts().size())));
            parts.add(new Part(Errors.event(reply.api(), parts.size(), message), false));
            return reply.withParts(parts);
        }
    }

    record StreamInsert(int afterEvents, String event) implements StreamFault {
        @Override
        public boolean replaces() {
            return false;
        }

        @Override
        public Reply reshape(Reply reply) {
            List<Part> parts = new ArrayList<>(reply.parts());
            parts.add(Math.min(afterEvents, parts.size()), new Part(event, false));
            return reply.withParts(parts);
        }
    }

    record Rechunked(int chunkBytes) implements StreamFault {
        public Rechunked {
            if (chunkBytes < 1) {
                throw new IllegalArgumentException("a chunk has at least one byte");
            }
        }

        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                wire.write(reply.head("transfer-encoding: chunked"));
                byte[] body = reply.body();
                for (int from = 0; from < body.length; from += chunkBytes) {
                    wire.chunk(Arrays.copyOfRange(body, from, Math.min(body.length, from + chunkBytes)));
                }
                wire.lastChunk();
            };
        }
    }
}
