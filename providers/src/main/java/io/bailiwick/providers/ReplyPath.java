package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Follows the tokens of one JSON object and passes on the scalars that stand near its top and in no array. */
final class ReplyPath {

    private static final int DEPTH = 4;

    private final ReplyNotes notes;
    private final String root;
    /** The path of the object that is open at each depth near the top, and of the value under way in it. */
    private final String[] paths = new String[DEPTH + 1];

    private int depth;
    private int arrays;
    private boolean ended;

    /** {@code root} is the key of the object that holds the reply itself, or empty. */
    ReplyPath(ReplyNotes notes, String root) {
        this.notes = notes;
        this.root = root;
    }

    /** False if {@code token} cannot follow: something else than one object. */
    boolean take(JsonToken token, JsonParser parser) throws IOException {
        if (ended || (depth == 0 && token != JsonToken.START_OBJECT)) {
            return false;
        }
        switch (token) {
            case START_OBJECT -> {
                if (depth > 0) {
                    notes.object(path());
                }
                open();
            }
            case START_ARRAY -> {
                arrays++;
                open();
            }
            case END_OBJECT -> close();
            case END_ARRAY -> {
                arrays--;
                close();
            }
            case FIELD_NAME -> name(parser.getParsingContext().getCurrentName());
            case VALUE_STRING -> {
                if (isNear()) {
                    notes.string(path(), parser.getText());
                }
            }
            case VALUE_NUMBER_INT -> {
                if (isNear() && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                    notes.number(path(), parser.getLongValue());
                }
            }
            default -> {
                // Fractions, booleans and null say nothing that is kept.
            }
        }
        return true;
    }

    boolean ended() {
        return ended;
    }

    private boolean isNear() {
        return arrays == 0 && depth <= DEPTH;
    }

    private void open() {
        depth++;
        if (depth <= DEPTH) {
            paths[depth] = depth == 1 ? "" : paths[depth - 1] + ".";
        }
    }

    private void close() {
        depth--;
        ended = depth == 0;
    }

    private void name(@Nullable String key) {
        if (depth <= DEPTH) {
            String last = key == null ? "" : key;
            paths[depth] = depth == 1 ? last : paths[depth - 1] + "." + last;
        }
    }

    private String path() {
        if (!isNear()) {
            return "";
        }
        String path = paths[depth];
        return root.isEmpty() || !path.startsWith(root + ".") ? path : path.substring(root.length() + 1);
    }
}
