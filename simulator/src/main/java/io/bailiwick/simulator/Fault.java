package io.bailiwick.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong, or merely differs, while a provider answers. A request is noted before its fault is applied.
 * Faults combine with {@link #and}: what each changes of the reply adds up, a gate or a dribble goes around the other's
 * delivery, and of two that deliver in their own way the later one does.
 */
public sealed interface Fault permits ConnectionFault, ReplyFault, StreamFault, WireFault, Fault.Both {

    /** Who answers. */
    default Personality disguise(Personality personality) {
        return personality;
    }

    /** What is answered. */
    default Reply reshape(Reply reply) {
        return reply;
    }

    /** How it is put on the wire. */
    default Delivery delivery(Delivery otherwise) {
        return otherwise;
    }

    /** Whether its delivery is one of its own, rather than something around another. */
    default boolean replaces() {
        return false;
    }

    /** Whether it acts as soon as the head has come, before the body. */
    default boolean early() {
        return false;
    }

    /** How the reading of a request's body is held back. */
    default ConnectionFault.@Nullable Deaf deaf() {
        return null;
    }

    default Fault and(Fault other) {
        return new Both(this, other);
    }

    /** Resets the next connection when it is made; on a connection that stands, resets it in place of a reply. */
    static Fault refuse() {
        return new ConnectionFault.Refuse();
    }

    /** Resets the connection in place of a reply. */
    static Fault resetBeforeHead() {
        return new ConnectionFault.ResetBeforeHead();
    }

    /** Closes the connection in good order in place of a reply. */
    static Fault closeBeforeHead() {
        return new ConnectionFault.CloseBeforeHead();
    }

    /** Never answers; closes the connection when the gate opens. */
    static Fault hang(Gate gate) {
        return new ConnectionFault.Hang(gate);
    }

    /** Answers when the gate opens. */
    static Fault gated(Gate gate) {
        return new ConnectionFault.Gated(gate);
    }

    /** Does not wait for the request's body. */
    static Fault beforeBody(Fault then) {
        return new ConnectionFault.Early(then);
    }

    /** Stops reading once about that much of the body has come, until the gate opens. */
    static Fault deaf(int bodyBytes, Gate gate) {
        return new ConnectionFault.Deaf(bodyBytes, gate);
    }

    /** Answers, then closes the idle connection without having said so. */
    static Fault closeAfter() {
        return new ConnectionFault.CloseAfter(Ending.CLOSE);
    }

    /** Answers, then resets the idle connection. */
    static Fault resetAfter() {
        return new ConnectionFault.CloseAfter(Ending.RESET);
    }

    /** Answers, then writes these octets on the idle connection. */
    static Fault unsolicited(String octets) {
        return new ConnectionFault.Unsolicited(octets);
    }

    /** That status with an error in the dialect's form; {@code headers} are names and values in turn. */
    static Fault status(int status, String... headers) {
        return new ReplyFault.Status(status, pairs(headers), null);
    }

    /** That status with that body. */
    static Fault statusWithBody(int status, String body, String... headers) {
        return new ReplyFault.Status(status, pairs(headers), body);
    }

    static Fault redirect(int status, String location) {
        return new ReplyFault.Redirect(status, location);
    }

    /** Answers normally with these headers too; names and values in turn. */
    static Fault headers(String... headers) {
        return new ReplyFault.Headers(pairs(headers));
    }

    /** Answers normally with an invitation to go elsewhere: {@code alt-svc} and {@code location}. */
    static Fault altSvc(String authority) {
        return headers("alt-svc", "h2=\"" + authority + "\"; ma=86400", "location", "https://" + authority + "/v1");
    }

    static Fault contentType(String type) {
        return new ReplyFault.WrongContentType(type);
    }

    /** Names that model in the reply. */
    static Fault model(String version) {
        return new ReplyFault.Model(version);
    }

    /** Says {@code usage.inference_geo} so; null leaves it out. */
    static Fault inferenceGeo(@Nullable String geo) {
        return new ReplyFault.InferenceGeo(geo);
    }

    /** Says {@code usage.inference_geo} only in the last usage of a stream. */
    static Fault lateInferenceGeo(String geo) {
        return new ReplyFault.LateInferenceGeo(geo);
    }

    /** Puts that much padding before the answer: blanks before JSON, comments before events. */
    static Fault padded(int bodyBytes) {
        return new ReplyFault.Padded(bodyBytes);
    }

    /** Ends the stream after so many events. */
    static Fault streamCut(int afterEvents, Ending ending) {
        return new StreamFault.StreamCut(afterEvents, ending, Gate.ajar());
    }

    /** Ends the stream after so many events, when the gate opens. */
    static Fault streamCut(int afterEvents, Ending ending, Gate gate) {
        return new StreamFault.StreamCut(afterEvents, ending, gate);
    }

    /** Goes silent after so many events, until the gate opens. */
    static Fault streamStall(int afterEvents, Gate gate) {
        return new StreamFault.StreamStall(afterEvents, gate);
    }

    /** Sends the dialect's error event after so many events, then ends the body. */
    static Fault streamErrorEvent(int afterEvents, String message) {
        return new StreamFault.StreamErrorEvent(afterEvents, message);
    }

    /** Writes that raw event after so many events and goes on. */
    static Fault streamInsert(int afterEvents, String event) {
        return new StreamFault.StreamInsert(afterEvents, event);
    }

    /** Cuts the body into chunks of that size, wherever its events end. */
    static Fault rechunked(int chunkBytes) {
        return new StreamFault.Rechunked(chunkBytes);
    }

    static Fault resetMidHead() {
        return new WireFault.ResetMidHead();
    }

    static Fault resetMidBody(int afterBytes) {
        return new WireFault.ResetMidBody(afterBytes, Gate.ajar());
    }

    static Fault resetMidBody(int afterBytes, Gate gate) {
        return new WireFault.ResetMidBody(afterBytes, gate);
    }

    /** Writes the head a byte at a time. */
    static Fault slowHead(Duration betweenBytes) {
        return new WireFault.SlowHead(betweenBytes);
    }

    /** Writes something that is not HTTP, then closes. */
    static Fault garbageHead() {
        return raw("\u0016\u0003\u0001 NOT-HTTP at all\r\n\r\n", Ending.CLOSE);
    }

    /** Announces more bytes than it sends, then closes. */
    static Fault wrongLength(int missingBytes) {
        return new WireFault.WrongLength(missingBytes);
    }

    /** Breaks off inside the last chunk, then closes. */
    static Fault truncatedChunk() {
        return new WireFault.TruncatedChunk();
    }

    /** Ends the body by closing, with neither length nor chunks. */
    static Fault closeDelimited() {
        return new WireFault.CloseDelimited();
    }

    /** Flushes after every byte. */
    static Fault dribble() {
        return new WireFault.Dribble();
    }

    /** Compresses the body, asked or not. */
    static Fault gzipped() {
        return new WireFault.Gzipped();
    }

    /** Sends that interim response first. */
    static Fault interim(int status) {
        return new WireFault.Interim(status);
    }

    /** Writes exactly these octets, a character each, in place of a reply. */
    static Fault raw(String octets, Ending ending) {
        return new WireFault.Raw(octets, ending);
    }

    private static List<Header> pairs(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header without a value");
        }
        List<Header> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return pairs;
    }

    /** Two faults at once. */
    record Both(Fault first, Fault second) implements Fault {
        @Override
        public Personality disguise(Personality personality) {
            return second.disguise(first.disguise(personality));
        }

        @Override
        public Reply reshape(Reply reply) {
            return second.reshape(first.reshape(reply));
        }

        @Override
        public Delivery delivery(Delivery otherwise) {
            return first.replaces()
                    ? second.delivery(first.delivery(otherwise))
                    : first.delivery(second.delivery(otherwise));
        }

        @Override
        public boolean replaces() {
            return first.replaces() || second.replaces();
        }

        @Override
        public boolean early() {
            return first.early() || second.early();
        }

        @Override
        public ConnectionFault.@Nullable Deaf deaf() {
            ConnectionFault.Deaf deaf = first.deaf();
            return deaf == null ? second.deaf() : deaf;
        }
    }
}
