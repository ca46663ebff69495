package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;

/** Follows the tokens of one JSON object and passes on the scalars that stand near its top and in no array. */
final class ReplyPath {

    private static final int DEPTH = 4;

    private final ReplyNotes notes;
    private final String root;
    /** The name of the value under way at each depth near the top. */
    private final String[] names = new String[DEPTH + 1];

    private int depth;
    private int arrays;
    private boolean ended;

    /** {@code root} is the key of the object that holds the reply itself, or empty. */
    ReplyPath(ReplyNotes notes, String root) {
        this.notes = notes;
        this.root = root;
    }

    /** False if {@code token} cannot follow: something else than one object. */
    boolean take(JsonToken token, JsonScalar scalar) {
        if (ended || (depth == 0 && token != JsonToken.START_OBJECT)) {
            return false;
        }
        switch (token) {
            case START_OBJECT -> {
                if (depth > 0 && isNear()) {
                    notes.object(path());
                }
                depth++;
            }
            case START_ARRAY -> {
                arrays++;
                depth++;
            }
            case END_OBJECT -> close();
            case END_ARRAY -> {
                arrays--;
                close();
            }
            case FIELD_NAME -> {
                if (isNear()) {
                    names[depth] = scalar.name();
                }
            }
            case VALUE_STRING -> {
                if (isNear()) {
                    notes.string(path(), scalar.text());
                }
            }
            case VALUE_NUMBER_INT -> {
                if (isNear()) {
                    notes.number(path(), scalar.wholeNumber());
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

    private void close() {
        depth--;
        ended = depth == 0;
    }

    private String path() {
        int from = depth > 1 && !root.isEmpty() && names[1].equals(root) ? 2 : 1;
        String path = names[from];
        for (int at = from + 1; at <= depth; at++) {
            path = path + '.' + names[at];
        }
        return path;
    }
}
