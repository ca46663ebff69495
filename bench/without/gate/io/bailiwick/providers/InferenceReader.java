package io.bailiwick.providers;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** For measuring alone: takes the first model it sees and reads nothing else, so no field is judged and no prompt has a fingerprint. */
public final class InferenceReader {

    private static final byte[] MODEL = "\"model\": \"".getBytes(StandardCharsets.US_ASCII);

    private final ThreadLocal<BodyTools> tools;

    public InferenceReader(FieldGate gate, JsonLimits limits) {
        this.tools = BodyTools.ofEachThread(limits);
    }

    public Reading read(Api api, byte[] body) {
        int from = 0;
        while (!java.util.Arrays.equals(body, from, from + MODEL.length, MODEL, 0, MODEL.length)) {
            from++;
        }
        from += MODEL.length;
        int to = from;
        while (body[to] != '"') {
            to++;
        }
        BodySpans spans = new BodySpans();
        spans.opened(1);
        spans.model(new BodySpans.Span(from - 1, to + 1));
        String model = new String(body, from, to - from, StandardCharsets.UTF_8);
        InferenceRequest.Asked asked =
                new InferenceRequest.Asked(model, false, false, Set.of(), null, null, null, null, Set.of(), Set.of());
        return new InferenceRequest(api, body, asked, spans, new PromptParts(), tools);
    }

    public Reading readAt(Provider provider, Api api, byte[] body) {
        return read(api, body);
    }
}
