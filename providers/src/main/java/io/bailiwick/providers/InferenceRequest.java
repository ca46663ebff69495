package io.bailiwick.providers;

import java.util.Collections;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client's body, read: what is acted on, and the bytes themselves for what is not. */
public final class InferenceRequest implements Reading {

    /** What was found in a body. */
    record Asked(
            String model,
            boolean stream,
            boolean wantsUsageChunk,
            Set<FeatureUse> uses,
            @Nullable Long mostOutput,
            @Nullable String user,
            @Nullable String promptName,
            @Nullable String promptVersion,
            Set<Capability> needs,
            Set<String> watchedFields) {

        Asked {
            uses = Set.copyOf(uses);
            needs = Set.copyOf(needs);
            watchedFields = Set.copyOf(watchedFields);
        }
    }

    // Features by which the provider remembers something between requests.
    private static final Set<String> STATEFUL = Set.of("store", "background", "thread");

    private final Api api;
    private final byte[] body;
    private final Asked asked;
    private final BodySpans spans;
    private final PromptParts prompts;
    private final ThreadLocal<BodyTools> tools;
    private long leastInput = -1;

    InferenceRequest(
            Api api, byte[] body, Asked asked, BodySpans spans, PromptParts prompts, ThreadLocal<BodyTools> tools) {
        this.api = api;
        this.body = body;
        this.asked = asked;
        this.spans = spans;
        this.prompts = prompts;
        this.tools = tools;
    }

    public Api api() {
        return api;
    }

    /** The name that the client sent. */
    public String model() {
        return asked.model();
    }

    public boolean stream() {
        return asked.stream();
    }

    /** Whether the client itself asked for {@code stream_options.include_usage}. */
    public boolean wantsUsageChunk() {
        return asked.wantsUsageChunk();
    }

    /** The longest reply that the client takes, in tokens; null where it does not say. */
    public @Nullable Long mostOutput() {
        return asked.mostOutput();
    }

    /** The client's own bytes, which must not be changed. */
    public byte[] body() {
        return body;
    }

    /** What it shows that a model has to be able to do. */
    public Set<Capability> needs() {
        return asked.needs();
    }

    /** The fields it uses that some servers leave out of account without a word. */
    public Set<String> watchedFields() {
        return asked.watchedFields();
    }

    /** False only where it is sure that input and output are more than that: no token is shorter than a byte. */
    public boolean mayFitInto(long context) {
        long output = asked.mostOutput() == null ? 0 : asked.mostOutput();
        return body.length + output <= context || leastInput() + output <= context;
    }

    private long leastInput() {
        if (leastInput < 0) {
            leastInput = LeastTokens.of(body);
        }
        return leastInput;
    }

    public int bodyBytes() {
        return body.length;
    }

    /** Everything that is not known to stay inside: each feature once, with the first place that uses it. */
    public Set<FeatureUse> uses() {
        return asked.uses();
    }

    /** Whether it stores, runs in the background, or continues what was stored. */
    public boolean stateful() {
        return !Collections.disjoint(asked.uses().stream().map(FeatureUse::name).collect(Collectors.toSet()), STATEFUL);
    }

    /** Whether the provider would store the reply because the body does not say. */
    public boolean storesUnlessForbidden() {
        return api == Api.RESPONSES && spans.storeOmitted();
    }

    /** {@code safety_identifier}, else {@code user}, else {@code metadata.user_id}. */
    public @Nullable String user() {
        return asked.user();
    }

    /** The {@code prompt.id} of OpenAI Responses. */
    public @Nullable String promptName() {
        return asked.promptName();
    }

    /** The {@code prompt.version} of OpenAI Responses. */
    public @Nullable String promptVersion() {
        return asked.promptVersion();
    }

    /**
     * {@code fp-} and 16 hex digits that stand for the system prompts and tools, or {@code none}. Spaces between tokens
     * and the spelling of escapes do not change it; any other change of either does.
     */
    public String promptFingerprint() {
        BodyTools own = tools.get();
        try {
            return own.fingerprint(prompts, body);
        } finally {
            own.putAway();
        }
    }

    /** The body to send: the same bytes but for the edits. */
    public byte[] bodyFor(UpstreamEdits edits) {
        return spans.spliced(body, api, asked.stream(), edits);
    }

    @Override
    public <T> T match(Function<InferenceRequest, T> request, Function<Malformed, T> malformed) {
        return request.apply(this);
    }
}
