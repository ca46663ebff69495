package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one pass over a body: judges every top-level field and keeps what is acted on. */
final class BodyPass {

    private static final Set<String> ACTED_ON = Set.of(
            "model", "stream", "stream_options", "store", "user", "safety_identifier", "metadata", "inference_geo");
    private static final int MOST_DIGITS = 9;
    private static final long MOST_OUTPUT = 999_999_999;
    private static final FieldRule.Members ANY_MEMBERS = new FieldRule.Members(Map.of(), Verdict.INSIDE);

    private final Api api;
    private final ApiGate gate;
    private final IgnoredFields ignored;
    private final BodyCursor in;
    private final PromptParts prompts = new PromptParts();
    private final TypedWalk walk;
    private final BodySpans spans = new BodySpans();
    private final Uses uses = new Uses();

    private @Nullable String model;
    private boolean stream;
    private boolean wantsUsageChunk;
    private @Nullable Long mostOutput;
    private @Nullable String safetyIdentifier;
    private @Nullable String user;
    private @Nullable String metadataUserId;
    private @Nullable String promptName;
    private @Nullable String promptVersion;
    private boolean asksForSchema;
    private @Nullable Set<String> watched;

    BodyPass(Api api, ApiGate gate, IgnoredFields ignored, BodyCursor in) {
        this.api = api;
        this.gate = gate;
        this.ignored = ignored;
        this.in = in;
        this.walk = new TypedWalk(in, gate, prompts);
    }

    InferenceRequest.Asked run() {
        if (in.next() != JsonToken.START_OBJECT) {
            throw new UnreadableException("the body is not a JSON object", null);
        }
        spans.opened(in.end());
        use(gate.whole(), "body");
        in.enterAnyCase();
        while (in.nextInside() != JsonToken.END_OBJECT) {
            Key key = in.key();
            if (!key.isFolded()
                    && (ACTED_ON.contains(key.folded()) || gate.fields().containsKey(key.folded()))) {
                throw new UnreadableException("a key is not written in lower case", key.text());
            }
            in.nextInside();
            keep(key.text());
            watch(key.text());
            judge(gate.fields().get(key.text()), key, key.text());
        }
        in.leave();
        if (in.next() != null) {
            throw new UnreadableException("something follows the JSON object", null);
        }
        if (model == null) {
            throw new UnreadableException("the body names no model", "model");
        }
        String whoseId = safetyIdentifier != null ? safetyIdentifier : user != null ? user : metadataUserId;
        return new InferenceRequest.Asked(
                model,
                stream,
                wantsUsageChunk,
                uses.all(),
                mostOutput,
                whoseId,
                promptName,
                promptVersion,
                needs(),
                watched == null ? Set.of() : watched);
    }

    private Set<Capability> needs() {
        if (api == Api.EMBEDDINGS) {
            return Set.of(Capability.EMBEDDINGS);
        }
        if (!asksForSchema && !walk.sawTool() && !walk.sawImage()) {
            return Set.of();
        }
        EnumSet<Capability> needs = EnumSet.noneOf(Capability.class);
        if (asksForSchema) {
            needs.add(Capability.JSON_SCHEMA);
        }
        if (walk.sawTool()) {
            needs.add(Capability.TOOLS);
        }
        if (walk.sawImage()) {
            needs.add(Capability.VISION);
        }
        return needs;
    }

    /** Notes a field that some server leaves out of account, where it asks for more than leaving it out does. */
    private void watch(String key) {
        if (!ignored.isWatched(key) || in.token() == JsonToken.VALUE_NULL) {
            return;
        }
        if (in.token().isScalarValue() && ignored.isHarmless(key, in.text())) {
            return;
        }
        if (watched == null) {
            watched = new HashSet<>();
        }
        watched.add(key);
    }

    PromptParts prompts() {
        return prompts;
    }

    BodySpans spans() {
        return spans;
    }

    /** Keeps the top-level key's value if it is acted on, and refuses a wrong type; leaves the cursor where it is. */
    private void keep(String path) {
        boolean openai = api.dialect() == Dialect.OPENAI;
        switch (path) {
            case "model" -> {
                model = string(path);
                if (model == null || model.isEmpty()) {
                    throw new UnreadableException("the model is a string that is not empty", path);
                }
                spans.model(span());
            }
            case "stream" -> {
                stream = bool(path);
                if (stream && !api.canStream()) {
                    throw new UnreadableException("this path does not stream", path);
                }
            }
            case "max_tokens", "max_completion_tokens", "max_output_tokens" -> mostOutput();
            case "safety_identifier" -> safetyIdentifier = string(path);
            case "user" -> user = string(path);
            case "metadata", "background", "conversation", "previous_response_id" -> typeOf(path);
            case "messages", "tools" -> {
                require(path, JsonToken.START_ARRAY);
                if (path.equals("tools")) {
                    prompts.tools(in.start());
                }
            }
            case "system", "instructions" -> prompts.prompt(in.start());
            case "stream_options" -> {
                if (openai) {
                    require(path, JsonToken.START_OBJECT);
                    spans.streamOptions(span());
                }
            }
            case "store" -> {
                if (openai) {
                    bool(path);
                    spans.store(span(), in.token() == JsonToken.VALUE_NULL);
                }
            }
            case "inference_geo" -> {
                if (!openai) {
                    string(path);
                    spans.inferenceGeo(span());
                }
            }
            case "prompt" -> {
                if (api == Api.RESPONSES) {
                    require(path, JsonToken.START_OBJECT);
                }
            }
            default -> {
                // Only judged.
            }
        }
    }

    /**
     * The larger where it is said in two words; what is no number is the endpoint's to refuse. Below 1 it is no limit: to
     * some servers it says that there is none.
     */
    private void mostOutput() {
        if (in.token() == JsonToken.VALUE_NUMBER_INT) {
            long most = in.end() - in.start() <= MOST_DIGITS ? in.wholeNumber() : MOST_OUTPUT;
            if (most >= 1) {
                mostOutput = mostOutput == null ? most : Math.max(mostOutput, most);
            }
        }
    }

    /** The same for a member of {@code parent}, told by two keys: one key may have a dot in it. */
    private void keepMember(String parent, String key, String path) {
        switch (parent) {
            case "response_format", "text.format", "output_format", "output_config.format" -> {
                if (key.equals("type") && in.token() == JsonToken.VALUE_STRING) {
                    asksForSchema |= in.text().equals("json_schema");
                }
            }
            case "stream_options" -> {
                if (key.equals("include_usage")) {
                    wantsUsageChunk = bool(path) && (api == Api.CHAT || api == Api.COMPLETIONS);
                    spans.includeUsage(span());
                }
            }
            case "metadata" -> {
                if (key.equals("user_id")) {
                    metadataUserId = string(path);
                }
            }
            case "prompt" -> {
                if (key.equals("id")) {
                    promptName = string(path);
                } else if (key.equals("version")) {
                    promptVersion = string(path);
                }
            }
            default -> {
                // Only judged.
            }
        }
    }

    private void typeOf(String path) {
        if (path.equals("background")) {
            bool(path);
        } else if (path.equals("metadata")) {
            require(path, JsonToken.START_OBJECT);
        } else if (path.equals("previous_response_id") || in.token() != JsonToken.START_OBJECT) {
            string(path);
        }
    }

    private void judge(@Nullable FieldRule rule, Key key, String path) {
        boolean absent = in.token() == JsonToken.VALUE_NULL;
        if (rule == null) {
            use(Verdict.ofFeature("field:" + path), path);
            walk.search(key, uses);
        } else if (rule instanceof FieldRule.Content) {
            walk.content(uses);
        } else if (rule instanceof FieldRule.Tools) {
            walk.tools(uses);
        } else if (rule instanceof FieldRule.Members members) {
            if (in.token() == JsonToken.START_OBJECT) {
                members(members, path, false);
            } else if (!absent) {
                judge(null, key, path);
            }
        } else if (rule instanceof FieldRule.ByValue values) {
            Verdict verdict = in.token().isScalarValue() ? values.of(in.text()) : values.of("*");
            if (!absent) {
                use(verdict == null ? Verdict.ofFeature("field:" + path) : verdict, path);
                walk.search(key, uses);
            }
        } else if (rule instanceof FieldRule.Plain plain && !absent) {
            plain(plain.verdict(), key, path);
        }
    }

    private void plain(Verdict verdict, Key key, String path) {
        use(verdict, path);
        if (verdict.feature() == null) {
            in.skip();
        } else if (api == Api.RESPONSES && path.equals("prompt")) {
            members(ANY_MEMBERS, path, true);
        } else {
            walk.search(key, uses);
        }
    }

    private void members(FieldRule.Members rule, String path, boolean search) {
        boolean empty = true;
        in.enter();
        while (in.nextInside() != JsonToken.END_OBJECT) {
            empty = false;
            Key key = in.key();
            String memberPath = path + "." + key.text();
            in.nextInside();
            keepMember(path, key.text(), memberPath);
            FieldRule member = rule.members().get(key.text());
            if (member != null || rule.other() == null) {
                judge(member, key, memberPath);
            } else if (search) {
                walk.search(key, uses);
            } else {
                use(rule.other(), memberPath);
                in.skip();
            }
        }
        in.leave();
        if (path.equals("stream_options")) {
            spans.streamOptionsAreEmpty(empty);
        }
    }

    private void use(Verdict verdict, String path) {
        if (verdict.feature() != null) {
            uses.add(new FeatureUse(verdict.feature(), path, verdict.everywhere()));
        }
    }

    private BodySpans.Span span() {
        return new BodySpans.Span(in.start(), in.end());
    }

    private void require(String path, JsonToken expected) {
        if (in.token() != expected && in.token() != JsonToken.VALUE_NULL) {
            throw new UnreadableException("this has the wrong JSON type", path);
        }
    }

    private @Nullable String string(String path) {
        require(path, JsonToken.VALUE_STRING);
        return in.token() == JsonToken.VALUE_NULL ? null : in.text();
    }

    private boolean bool(String path) {
        if (in.token() == JsonToken.VALUE_TRUE) {
            return true;
        }
        require(path, JsonToken.VALUE_FALSE);
        return false;
    }
}
