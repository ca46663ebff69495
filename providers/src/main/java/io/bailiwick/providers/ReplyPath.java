package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** Follows the tokens of one JSON object and passes on the scalars that stand where one counts, which is in no array. */
final class ReplyPath {

    private static final int DEPTH = 4;

    private final ReplyNotes notes;
    private final String root;
    /** The place of the value under way at each depth near the top; null where nothing counts. */
    private final @Nullable ReplyPlace[] places = new ReplyPlace[DEPTH + 1];

    private int depth;
    private int arrays;
    private boolean ended;

    /** {@code root} is the key of the object that holds the reply itself, or empty. */
    ReplyPath(ReplyNotes notes, String root) {
        this.notes = notes;
        this.root = root;
        places[0] = ReplyPlace.TOP;
    }

    /** False if {@code token} cannot follow: something else than one object. */
    boolean take(JsonToken token, JsonScalar scalar) {
        if (ended || (depth == 0 && token != JsonToken.START_OBJECT)) {
            return false;
        }
        switch (token) {
            case START_OBJECT -> {
                ReplyPlace.Fact fact = fact();
                if (fact != null) {
                    notes.object(fact);
                }
                depth++;
            }
            case START_ARRAY -> {
                other();
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
                    places[depth] = placeOf(scalar);
                }
            }
            case VALUE_STRING -> {
                ReplyPlace.Fact fact = fact();
                if (fact != null) {
                    notes.string(fact, scalar.text());
                }
            }
            case VALUE_NUMBER_INT -> {
                ReplyPlace.Fact fact = fact();
                if (fact != null) {
                    notes.number(fact, scalar.wholeNumber());
                }
            }
            case VALUE_NULL -> {
                // Says nothing.
            }
            default -> other(); // a fraction, or a truth
        }
        return true;
    }

    private void other() {
        ReplyPlace.Fact fact = fact();
        if (fact != null) {
            notes.other(fact);
        }
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

    /** Where the value will stand whose name has just been read. */
    private @Nullable ReplyPlace placeOf(JsonScalar field) {
        ReplyPlace outer = places[depth - 1];
        if (outer == null || outer.holdsNone()) {
            return null;
        }
        Key key = field.key();
        boolean isRoot = depth == 1 && !root.isEmpty() && key.text().equals(root);
        return isRoot ? ReplyPlace.TOP : outer.under(key);
    }

    /** Which fact the value under way tells, if it tells one. */
    private ReplyPlace.@Nullable Fact fact() {
        ReplyPlace place = isNear() ? places[depth] : null;
        return place == null ? null : place.fact();
    }
}
