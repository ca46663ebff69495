package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads messages, items, content parts and tools at any depth, and finds what is not known to stay inside. */
final class TypedWalk {

    private static final Set<String> ACTED_ON = Set.of("type", "role", "content", "output", "tools");
    private static final Verdict REMOTE_URL = new Verdict("remote_url", true);
    private static final Verdict REMOTE_KV = new Verdict("remote_kv", true);
    private static final Verdict FILE_ID = Verdict.ofFeature("file_id");
    private static final Set<String> IMAGES = Set.of("image_url", "input_image", "image");

    private final BodyCursor in;
    private final ApiGate gate;
    private final PromptParts prompts;
    private final List<TypedObject> objects = new ArrayList<>(2);
    private int open;
    /** How often there was something to tell but uses: prompts, tools, images. */
    private int told;

    private boolean sawTool;
    private boolean sawImage;

    TypedWalk(BodyCursor in, ApiGate gate, PromptParts prompts) {
        this.in = in;
        this.gate = gate;
        this.prompts = prompts;
    }

    /** Reads the current value of messages, items or parts. */
    void content(Uses uses) {
        if (in.token() != JsonToken.START_ARRAY || !in.isOfBody()) {
            values(gate.content(), uses);
            return;
        }
        while (in.nextInside() != JsonToken.END_ARRAY) {
            if (in.token() != JsonToken.START_OBJECT) {
                values(gate.content(), uses);
            } else if (!in.leavesKnownObject()) {
                int toldBefore = told + uses.told();
                typed(gate.content(), uses);
                if (told + uses.told() == toldBefore) {
                    in.keepOutline();
                }
            }
        }
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
    void tools(Uses uses) {
        if (in.token() != JsonToken.START_ARRAY || !in.isOfBody()) {
            values(gate.tools(), uses);
            return;
        }
        KnownTools.Known known = in.leaveKnownTools();
        if (known == null) {
            known = toolsReadNow(uses);
        } else {
            sawTool = true;
        }
        prompts.tools(known);
    }

    private KnownTools.Known toolsReadNow(Uses uses) {
        int from = in.start();
        int toldBefore = told;
        int usesBefore = uses.told();
        values(gate.tools(), uses);
        KnownTools.Known tools = in.toolsFrom(from);
        if (told > toldBefore && uses.told() == usesBefore) {
            in.keepTools(tools);
        }
        return tools;
    }

    /** Reads the current value of which nothing is known; {@code key} is the field that holds it. */
    void search(Key key, Uses uses) {
        TypedObject unknown = new TypedObject();
        unknown.enter(key);
        value(unknown, key);
        unknown.found(uses);
    }

    private void values(ApiGate.TypeTable table, Uses uses) {
        if (in.token() == JsonToken.START_OBJECT) {
            typed(table, uses);
        } else if (in.token() == JsonToken.START_ARRAY) {
            while (in.nextInside() != JsonToken.END_ARRAY) {
                values(table, uses);
            }
        }
    }

    private void typed(ApiGate.TypeTable table, Uses uses) {
        TypedObject object = opened(table);
        in.enterAnyCase();
        int contentAt = -1;
        while (in.nextInside() != JsonToken.END_OBJECT) {
            Key key = in.key();
            if (!key.isFolded() && ACTED_ON.contains(key.folded())) {
                throw new UnreadableException("a key is not written in lower case", in.where());
            }
            in.nextInside();
            if (key == KnownWords.CONTENT) {
                contentAt = in.start();
            }
            field(object, key, table);
        }
        in.leave();
        note(table, object);
        String role = object.role();
        if (contentAt >= 0 && role != null && (role.equals("system") || role.equals("developer"))) {
            prompts.prompt(contentAt);
            told++;
        }
        open--;
        object.judge(table, gate.roles(), in, uses);
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
            told++;
        } else if (object.written() != null && IMAGES.contains(object.written())) {
            sawImage = true;
            told++;
        }
    }

    private void field(TypedObject object, Key key, ApiGate.@Nullable TypeTable table) {
        object.enter(key);
        ApiGate.TypeTable children = childrenOf(table, key);
        if (children != null && in.token().isStructStart()) {
            Uses inside = new Uses();
            values(children, inside);
            inside.each(object::hit);
        } else {
            value(object, key);
        }
        object.leave();
    }

    /** The table for the objects under {@code key}, if they have types of their own. */
    private ApiGate.@Nullable TypeTable childrenOf(ApiGate.@Nullable TypeTable table, Key key) {
        if (table == null) {
            return null;
        }
        if (table.kind().equals("content") && (key == KnownWords.CONTENT || key == KnownWords.OUTPUT)) {
            return table;
        }
        return key == KnownWords.TOOLS ? gate.tools() : null;
    }

    private void value(TypedObject object, Key key) {
        if (key.isRemoteKv() && in.token() != JsonToken.VALUE_NULL) {
            object.hit(REMOTE_KV, in);
        }
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

    private void nested(TypedObject object, Key name) {
        literal(object, name, "{}");
        in.enter();
        boolean source = name.text().equals("source");
        boolean plainText = false;
        String remoteData = null;
        while (in.nextInside() != JsonToken.END_OBJECT) {
            Key key = in.key();
            in.nextInside();
            if (key == KnownWords.TYPE && in.token() == JsonToken.VALUE_STRING) {
                plainText = in.text().equals("text");
            }
            if (source && key.text().equals("data") && in.token() == JsonToken.VALUE_STRING) {
                remoteData = isRemote(key) ? in.where() : null;
                continue;
            }
            field(object, key, key == KnownWords.CONTENT ? object.table() : null);
        }
        in.leave();
        if (remoteData != null && !plainText) {
            // The data of Anthropic's plain text source is the text itself, whatever it begins with; its type may come
            // last.
            object.hit(new FeatureUse("remote_url", remoteData, true));
        }
    }

    private void scalar(TypedObject object, Key key) {
        if (in.token() == JsonToken.VALUE_STRING && isRemote(key)) {
            object.hit(REMOTE_URL, in);
        }
        if (key.isFileId()) {
            object.hit(FILE_ID, in);
        }
        if (object.isWatched()) {
            watched(object, key, in.text());
        }
    }

    private boolean isRemote(Key key) {
        return key.isUrl() ? !in.stringStartsWith("data:") : key.isData() && in.stringHasScheme();
    }

    private void literal(TypedObject object, Key key, String text) {
        if (object.isWatched()) {
            watched(object, key, text);
        }
    }

    private void watched(TypedObject object, Key key, String text) {
        if (object.isAtTop()
                && (key == KnownWords.TYPE || key == KnownWords.ROLE)
                && in.token() != JsonToken.VALUE_STRING) {
            throw new UnreadableException("this is not a string", in.where());
        }
        object.literal(text);
    }
}
