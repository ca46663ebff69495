package io.bailiwick.providers;

/** Reads bodies as {@link InferenceReader} does, but with Jackson's parser under it. */
final class JacksonReading {

    private JacksonReading() {}

    static Reading read(Api api, byte[] body, JsonLimits limits) {
        if (Utf8.startsWithByteOrderMark(body)) {
            return new Malformed("the body begins with a byte order mark", null);
        }
        if (!Utf8.isValid(body)) {
            return new Malformed("the body is not UTF-8", null);
        }
        try {
            BodyCursor in = cursorOver(body, limits);
            BodyPass pass = new BodyPass(api, Bodies.GATE.of(api), Bodies.GATE.ignored(), in);
            InferenceRequest.Asked asked = pass.run();
            return new InferenceRequest(api, body, asked, pass.spans(), pass.prompts(), BodyTools.ofEachThread(limits));
        } catch (UnreadableException e) {
            return e.malformed();
        }
    }

    /** One that knows no object by its outline. */
    private static BodyCursor cursorOver(byte[] body, JsonLimits limits) {
        return new BodyCursor(
                JacksonTokens.of(body, limits),
                body,
                new OpenKeys(limits.keys()),
                new ReadBefore(new Outlines(0), new OutlineDraft(), new KnownTools(BodyTools.sha256())));
    }

    /** What its prompts' fingerprint is by Jackson's tokens. */
    static String fingerprint(Api api, byte[] body, JsonLimits limits) {
        BodyCursor in = cursorOver(body, limits);
        BodyPass pass = new BodyPass(api, Bodies.GATE.of(api), Bodies.GATE.ignored(), in);
        pass.run();
        return new Fingerprints(BodyTools.sha256())
                .of(pass.prompts(), body, at -> JacksonTokens.from(body, at, limits));
    }
}
