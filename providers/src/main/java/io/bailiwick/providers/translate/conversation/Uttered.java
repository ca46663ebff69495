package io.bailiwick.providers.translate.conversation;

import io.bailiwick.providers.translate.json.JsonValue;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One part of what a model said. */
public sealed interface Uttered {

    int at();

    void match(Consumer<Thought> thought, Consumer<Spoken> spoken, Consumer<Refused> refused, Consumer<Call> call);

    /** Reasoning, in one string or several, with what its provider wants back with it. */
    record Thought(int at, List<JsonValue> texts, @Nullable Proof proof) implements Uttered {
        public Thought {
            texts = List.copyOf(texts);
        }

        @Override
        public void match(Consumer<Thought> t, Consumer<Spoken> s, Consumer<Refused> r, Consumer<Call> c) {
            t.accept(this);
        }
    }

    record Spoken(JsonValue words) implements Uttered {
        @Override
        public int at() {
            return words.start();
        }

        @Override
        public void match(Consumer<Thought> t, Consumer<Spoken> s, Consumer<Refused> r, Consumer<Call> c) {
            s.accept(this);
        }
    }

    record Refused(JsonValue words) implements Uttered {
        @Override
        public int at() {
            return words.start();
        }

        @Override
        public void match(Consumer<Thought> t, Consumer<Spoken> s, Consumer<Refused> r, Consumer<Call> c) {
            r.accept(this);
        }
    }

    /** {@code arguments} is an object, or a string that should hold one. */
    record Call(int at, JsonValue id, JsonValue name, JsonValue arguments) implements Uttered {
        @Override
        public void match(Consumer<Thought> t, Consumer<Spoken> s, Consumer<Refused> r, Consumer<Call> c) {
            c.accept(this);
        }
    }

    /**
     * A signature, or where it is {@code sealed} the thought itself, which its provider alone can open; {@code foreign}
     * where that is another than Anthropic's dialect is spoken by.
     */
    record Proof(JsonValue value, boolean sealed, boolean foreign) {}
}
