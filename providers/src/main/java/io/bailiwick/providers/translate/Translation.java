package io.bailiwick.providers.translate;

import java.util.function.Function;

/** A client's request in an endpoint's dialect, or the field that has no place there. */
public sealed interface Translation {

    <T> T match(Function<Carried, T> carried, Function<NotCarried, T> notCarried);

    /** The complete body to send; it must not be changed. */
    record Carried(byte[] body) implements Translation {
        @Override
        public <T> T match(Function<Carried, T> carried, Function<NotCarried, T> notCarried) {
            return carried.apply(this);
        }
    }

    /** The path of the field that cannot be said, such as {@code messages[2].content[0].type}; never a value. */
    record NotCarried(String field) implements Translation {

        private static final int FIELD_CHARS = 80;

        public NotCarried {
            if (field.isEmpty()) {
                throw new IllegalArgumentException("a field has a name");
            }
            field = field.length() > FIELD_CHARS ? field.substring(0, FIELD_CHARS) : field;
        }

        @Override
        public <T> T match(Function<Carried, T> carried, Function<NotCarried, T> notCarried) {
            return notCarried.apply(this);
        }
    }
}
