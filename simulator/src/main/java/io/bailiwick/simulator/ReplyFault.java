package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Faults of what is answered. */
public sealed interface ReplyFault extends Fault {

    record Status(
            int status, List<Header> headers, @Nullable String body) implements ReplyFault {
        public Status {
            headers = List.copyOf(headers);
        }

        @Override
        public Reply reshape(Reply reply) {
            Reply error = body == null ? Errors.staged(reply.api(), status) : Reply.json(reply.api(), status, body);
            return error.with(headers);
        }
    }

    record Redirect(int status, String location) implements ReplyFault {
        @Override
        public Reply reshape(Reply reply) {
            return Reply.json(reply.api(), status, "").with(List.of(new Header("location", location)));
        }
    }

    record Headers(List<Header> headers) implements ReplyFault {
        public Headers {
            headers = List.copyOf(headers);
        }

        @Override
        public Reply reshape(Reply reply) {
            return reply.with(headers);
        }
    }

    record WrongContentType(String type) implements ReplyFault {
        @Override
        public Reply reshape(Reply reply) {
            return reply.with(new Header("content-type", type));
        }
    }

    record Model(String version) implements ReplyFault {
        @Override
        public Personality disguise(Personality personality) {
            return personality.withModel(version);
        }
    }

    record InferenceGeo(@Nullable String geo) implements ReplyFault {
        @Override
        public Personality disguise(Personality personality) {
            return personality.withInferenceGeo(geo);
        }
    }

    record LateInferenceGeo(String geo) implements ReplyFault {
        @Override
        public Personality disguise(Personality personality) {
            return personality.withInferenceGeo(null);
        }

        @Override
        public Reply reshape(Reply reply) {
            List<Part> parts = new ArrayList<>();
            for (Part part : reply.parts()) {
                parts.add(part.text().startsWith("event: message_delta\n") ? told(part) : part);
            }
            return reply.withParts(parts);
        }

        private Part told(Part part) {
            String prefix = "event: message_delta\ndata: ";
            ObjectNode delta = (ObjectNode) Json.parse(part.text().substring(prefix.length()));
            delta.withObject("/usage").put("inference_geo", geo);
            return new Part(prefix + Json.text(delta) + "\n\n", part.token());
        }
    }

    record Padded(int bodyBytes) implements ReplyFault {
        @Override
        public Reply reshape(Reply reply) {
            List<Part> parts = new ArrayList<>();
            int pieceBytes = 4096;
            for (int left = bodyBytes; left > 0; left -= pieceBytes) {
                int piece = Math.min(left, pieceBytes);
                parts.add(new Part(
                        reply.streamed() ? ":" + " ".repeat(Math.max(0, piece - 3)) + "\n\n" : " ".repeat(piece),
                        false));
            }
            parts.addAll(reply.parts());
            return reply.withParts(parts);
        }
    }
}
