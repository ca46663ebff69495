package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads messages, items, content parts and tools at any depth, and finds what is not known to stay inside. */
final class TypedWalk {

    private static final Set<String> ACTED_ON = Set.of("type", "role", "content", "output", "tools");
    private static final Set<String> IMAGES = Set.of("image_url", "input_image", "image");
    private static final Set<String> DATA_KEYS =
            Set.of("data", "file_data", "image", "images", "audio", "audios", "video", "videos", "file", "files");

    private final BodyCursor in;
    private final ApiGate gate;
    private final PromptParts prompts;
    private final List<TypedObject> objects = new ArrayList<>(2);
    private int open;
    private boolean sawTool;
    private boolean sawImage;

    TypedWalk(BodyCursor in, ApiGate gate, PromptParts prompts) {
        this.in = in;
        this.gate = gate;
        this.prompts = prompts;
    }

    /** Reads the current value of messages, items or parts. */
    List<FeatureUse> content() {
        return values(gate.content());
    }

    /** Whether a tool was defined. */
    boolean sawTool() {
        return sawTool;
    }

    /** Whether an image was among the parts. */
    boolean sawImage() {
        return sawImage;
    }

    /** Reads the current value of tools. */
    List<FeatureUse> tools() {
        return values(gate.tools());
    }

    /** Reads the current value of which nothing is known; {@code key} is the field that holds it. */
    List<FeatureUse> search(String key) {
        TypedObject unknown = new TypedObject();
        unknown.enter(key);
        value(unknown, key);
        return unknown.found();
    }

    private List<FeatureUse> values(ApiGate.TypeTable table) {
        if (in.token() == JsonToken.START_OBJECT) {
            return typed(table);
        }
        List<FeatureUse> uses = List.of();
        if (in.token() == JsonToken.START_ARRAY) {
            while (in.nextInside() != JsonToken.END_ARRAY) {
                List<FeatureUse> more = values(table);
                if (!more.isEmpty()) {
                    uses = uses.isEmpty() ? new ArrayList<>() : uses;
                    uses.addAll(more);
                }
            }
        }
        return uses;
    }

    private List<FeatureUse> typed(ApiGate.TypeTable table) {
        TypedObject object = opened(table);
        in.enterAnyCase();
        int contentAt = -1;
        while (in.nextInside() != JsonToken.END_OBJECT) {
            String key = in.key();
            String folded = in.foldedKey();
            if (!key.equals(folded) && ACTED_ON.contains(folded)) {
                throw new UnreadableException("a key is not written in lower case", in.where());
            }
            in.nextInside();
            if (key.equals("content")) {
                contentAt = in.start();
            }
            field(object, key, table);
        }
        in.leave();
        note(table, object);
        String role = object.role();
        if (contentAt >= 0 && role != null && (role.equals("system") || role.equals("developer"))) {
            prompts.prompt(contentAt);
        }
        open--;
        return object.judged(table, gate.roles(), in);
    }

    /** One that has been judged serves the next object that is as deep. */
    private TypedObject opened(ApiGate.TypeTable table) {
        if (open == objects.size()) {
            objects.add(new TypedObject());
        }
        TypedObject object = objects.get(open++);
        object.begin(table);
        return object;
    }

    private void note(ApiGate.TypeTable table, TypedObject object) {
        if (table.kind().equals("tool")) {
            sawTool = true;
        } else {
            String type = object.written();
            sawImage |= type != null && IMAGES.contains(type);
        }
    }

    private void field(TypedObject object, String key, ApiGate.@Nullable TypeTable table) {
        object.enter(key);
        ApiGate.TypeTable children = childrenOf(table, key);
        if (children != null && in.token().isStructStart()) {
            for (FeatureUse use : values(children)) {
                object.hit(use);
            }
        } else {
            value(object, key);
        }
        object.leave();
    }

    /** The table for the objects under {@code key}, if they have types of their own. */
    private ApiGate.@Nullable TypeTable childrenOf(ApiGate.@Nullable TypeTable table, String key) {
        if (table == null) {
            return null;
        }
        if (table.kind().equals("content") && (key.equals("content") || key.equals("output"))) {
            return table;
        }
        return key.equals("tools") ? gate.tools() : null;
    }

    private void value(TypedObject object, String key) {
        if (in.token() == JsonToken.START_OBJECT) {
            nested(object, key);
        } else if (in.token() == JsonToken.START_ARRAY) {
            literal(object, key, "[]");
            while (in.nextInside() != JsonToken.END_ARRAY) {
                value(object, key);
            }
        } else if (in.token() != JsonToken.VALUE_NULL) {
            scalar(object, key);
        }
    }

    private void nested(TypedObject object, String name) {
        literal(object, name, "{}");
        int first = object.hits();
        in.enter();
        boolean plainText = false;
        while (in.nextInside() != JsonToken.END_OBJECT) {
            String key = in.key();
            in.nextInside();
            if (key.equals("type") && in.token() == JsonToken.VALUE_STRING) {
                plainText = in.text().equals("text");
            }
            field(object, key, key.equals("content") ? object.table() : null);
        }
        in.leave();
        if (plainText) {
            // The data of a plain text source is the text itself, whatever it begins with.
            object.forgive(first, "data");
        }
    }

    private void scalar(TypedObject object, String key) {
        String folded = ObjectKeys.folded(key);
        if (in.token() == JsonToken.VALUE_STRING && isRemote(folded)) {
            object.hit(FeatureUse.remoteUrl(in.where()));
        }
        if (folded.equals("file_id")) {
            object.hit(FeatureUse.of("file_id", in.where()));
        }
        if (object.isWatched()) {
            literal(object, key, in.text());
        }
    }

    private boolean isRemote(String folded) {
        boolean url =
                folded.endsWith("url") || folded.endsWith("uri") || folded.endsWith("urls") || folded.endsWith("uris");
        return url ? !in.stringStartsWith("data:") : DATA_KEYS.contains(folded) && in.stringHasScheme();
    }

    private void literal(TypedObject object, String key, String text) {
        if (!object.isWatched()) {
            return;
        }
        if (object.isAtTop() && (key.equals("type") || key.equals("role")) && in.token() != JsonToken.VALUE_STRING) {
            throw new UnreadableException("this is not a string", in.where());
        }
        object.literal(text);
    }
}
