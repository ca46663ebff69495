package io.bailiwick.simulator;

import org.jspecify.annotations.Nullable;

/** Faults of when and whether a connection answers. */
public sealed interface ConnectionFault extends Fault {

    record Refuse() implements ConnectionFault {
        @Override
        public boolean replaces() {
            return true;
        }

        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> wire.reset();
        }
    }

    record ResetBeforeHead() implements ConnectionFault {
        @Override
        public boolean replaces() {
            return true;
        }

        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> wire.reset();
        }
    }

    record CloseBeforeHead() implements ConnectionFault {
        @Override
        public boolean replaces() {
            return true;
        }

        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> wire.close();
        }
    }

    record Hang(Gate gate) implements ConnectionFault {
        @Override
        public boolean replaces() {
            return true;
        }

        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                wire.await(gate);
                wire.close();
            };
        }
    }

    record Gated(Gate gate) implements ConnectionFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                wire.await(gate);
                otherwise.deliver(reply, wire);
            };
        }
    }

    record Early(Fault then) implements ConnectionFault {
        @Override
        public boolean replaces() {
            return then.replaces();
        }

        @Override
        public boolean early() {
            return true;
        }

        @Override
        public Personality disguise(Personality personality) {
            return then.disguise(personality);
        }

        @Override
        public Reply reshape(Reply reply) {
            return then.reshape(reply);
        }

        @Override
        public Delivery delivery(Delivery otherwise) {
            return then.delivery(otherwise);
        }

        @Override
        public @Nullable Deaf deaf() {
            return then.deaf();
        }
    }

    record Deaf(int bodyBytes, Gate gate) implements ConnectionFault {
        @Override
        public @Nullable Deaf deaf() {
            return this;
        }
    }

    record CloseAfter(Ending ending) implements ConnectionFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                otherwise.deliver(reply, wire);
                ending.end(wire);
            };
        }
    }

    record Unsolicited(String octets) implements ConnectionFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                otherwise.deliver(reply, wire);
                wire.write(octets);
            };
        }
    }
}
