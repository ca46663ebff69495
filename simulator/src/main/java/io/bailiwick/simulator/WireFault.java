package io.bailiwick.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Faults of the bytes of a reply. */
public sealed interface WireFault extends Fault {

    @Override
    default boolean replaces() {
        return true;
    }

    record ResetMidHead() implements WireFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                String head = reply.head();
                wire.write(head.substring(0, head.length() / 2));
                wire.reset();
            };
        }
    }

    record ResetMidBody(int afterBytes, Gate gate) implements WireFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                wire.write(reply.head());
                byte[] body = reply.body();
                byte[] sent = Arrays.copyOf(body, Math.min(afterBytes, body.length));
                if (reply.streamed()) {
                    wire.write(Integer.toHexString(body.length) + "\r\n");
                }
                wire.write(sent);
                wire.await(gate);
                wire.reset();
            };
        }
    }

    record SlowHead(Duration betweenBytes) implements WireFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                for (char octet : reply.head().toCharArray()) {
                    wire.write(String.valueOf(octet));
                    wire.pause(betweenBytes);
                }
                if (reply.streamed()) {
                    Delivery.events(reply, wire, reply.parts());
                    wire.lastChunk();
                } else {
                    wire.write(reply.body());
                }
            };
        }
    }

    record WrongLength(int missingBytes) implements WireFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                wire.write(reply.head("content-length: " + (reply.body().length + missingBytes)));
                wire.write(reply.body());
                wire.close();
            };
        }
    }

    record TruncatedChunk() implements WireFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                wire.write(reply.head("transfer-encoding: chunked"));
                byte[] body = reply.body();
                int cut = body.length - body.length / 4;
                wire.chunk(Arrays.copyOf(body, cut));
                wire.write(Integer.toHexString(body.length - cut) + "\r\n");
                wire.write(Arrays.copyOfRange(body, cut, cut + (body.length - cut) / 2));
                wire.close();
            };
        }
    }

    record CloseDelimited() implements WireFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                wire.write(reply.head("connection: close"));
                wire.write(reply.body());
                wire.close();
            };
        }
    }

    record Dribble() implements WireFault {
        @Override
        public boolean replaces() {
            return false;
        }

        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> otherwise.deliver(reply, wire.dribbling());
        }
    }

    record Gzipped() implements WireFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                byte[] packed = packed(reply.body());
                wire.write(reply.with(new Header("content-encoding", "gzip")).head("content-length: " + packed.length));
                wire.write(packed);
            };
        }

        private static byte[] packed(byte[] body) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
                zip.write(body);
            }
            return packed.toByteArray();
        }
    }

    record Interim(int status) implements WireFault {
        @Override
        public boolean replaces() {
            return false;
        }

        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                wire.write("HTTP/1.1 " + status + " Interim\r\nlink: </elsewhere>; rel=preload\r\n\r\n");
                otherwise.deliver(reply, wire);
            };
        }
    }

    record Raw(String octets, Ending ending) implements WireFault {
        @Override
        public Delivery delivery(Delivery otherwise) {
            return (reply, wire) -> {
                wire.write(octets.getBytes(StandardCharsets.ISO_8859_1));
                ending.end(wire);
            };
        }
    }
}
