package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads a client's body in one streaming pass, without a tree. */
public final class InferenceReader {

    private final FieldGate gate;
    private final JsonLimits limits;
    private final JsonFactory factory;

    public InferenceReader(FieldGate gate, JsonLimits limits) {
        this.gate = gate;
        this.limits = limits;
        this.factory = limits.factory();
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
        if (!Utf8.isValid(body)) {
            return new Malformed("the body is not UTF-8", null);
        }
        try (JsonParser parser = factory.createParser(body)) {
            BodyPass pass = new BodyPass(api, judging, gate.ignored(), new BodyCursor(parser, body, limits.keys()));
            InferenceRequest.Asked asked = pass.run();
            return new InferenceRequest(api, body, asked, pass.spans(), pass.prompts(), factory);
        } catch (UnreadableException e) {
            return e.malformed();
        } catch (IOException e) {
            return new Malformed("the body is not JSON", null);
        }
    }
}
