package io.bailiwick.providers;

/** Reads a client's body in one streaming pass, without a tree. */
public final class InferenceReader {

    private final FieldGate gate;
    private final ThreadLocal<BodyTools> tools;

    public InferenceReader(FieldGate gate, JsonLimits limits) {
        this.gate = gate;
        this.tools = BodyTools.ofEachThread(limits);
    }

    /** Keeps {@code body}, which must not change afterwards. */
    public Reading read(Api api, byte[] body) {
        return read(api, gate.of(api), body);
    }

    /** The same for a body in an endpoint's words, judged as that provider's documents judge it. */
    public Reading readAt(Provider provider, Api api, byte[] body) {
        return read(api, gate.at(provider, api), body);
    }

    private Reading read(Api api, ApiGate judging, byte[] body) {
        if (Utf8.startsWithByteOrderMark(body)) {
            return new Malformed("the body begins with a byte order mark", null);
        }
        BodyTools own = tools.get();
        try {
            BodyPass pass = new BodyPass(api, judging, gate.ignored(), own.cursorOver(body, judging));
            InferenceRequest.Asked asked = pass.run();
            return new InferenceRequest(api, body, asked, pass.spans(), pass.prompts(), tools);
        } catch (UnreadableException e) {
            // What is read to its end is UTF-8; elsewhere that comes before anything else that may be wrong.
            return Utf8.isValid(body) ? e.malformed() : new Malformed("the body is not UTF-8", null);
        } finally {
            own.putAway();
        }
    }
}
