package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** Walks a reply that is there as a whole, and tells what {@link ReplyPath} tells of one that comes in pieces. */
final class ReplyScan {

    private final JsonScanner in;
    private final ReplyNotes notes;

    ReplyScan(JsonScanner in, ReplyNotes notes) {
        this.in = in;
        this.notes = notes;
    }

    /** Whether it is one JSON object and nothing else. */
    boolean isOneObject() {
        if (in.next() != JsonToken.START_OBJECT) {
            return false;
        }
        inside(ReplyPlace.TOP);
        return in.next() == null;
    }

    /** Reads to the end of the object that has just begun; it goes only as deep as there are places. */
    private void inside(ReplyPlace place) {
        while (in.next() == JsonToken.FIELD_NAME) {
            ReplyPlace under = place.under(in.key());
            JsonToken value = in.next();
            if (under == null) {
                in.skip();
            } else if (value == JsonToken.START_OBJECT && !under.holdsNone()) {
                inside(under);
            } else {
                tell(under.fact(), value);
                in.skip();
            }
        }
    }

    private void tell(ReplyPlace.@Nullable Fact fact, @Nullable JsonToken value) {
        if (fact == null) {
            return;
        }
        if (value == JsonToken.VALUE_STRING) {
            notes.string(fact, in.text());
        } else if (value == JsonToken.VALUE_NUMBER_INT) {
            notes.number(fact, in.wholeNumber());
        } else if (value == JsonToken.START_OBJECT) {
            notes.object(fact);
        } else if (value != JsonToken.VALUE_NULL) {
            notes.other(fact);
        }
    }
}
