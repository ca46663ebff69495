package io.bailiwick.providers.translate.conversation;

import io.bailiwick.providers.translate.json.JsonValue;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One turn of a conversation; {@code at} is where it stands in the client's body. */
public sealed interface Turn {

    int at();

    void match(
            Consumer<Instruction> instruction,
            Consumer<Asked> asked,
            Consumer<Answered> answered,
            Consumer<Result> result);

    /** What the operator or developer says. */
    record Instruction(int at, boolean developer, List<JsonValue> texts) implements Turn {
        public Instruction {
            texts = List.copyOf(texts);
        }

        @Override
        public void match(Consumer<Instruction> i, Consumer<Asked> a, Consumer<Answered> b, Consumer<Result> r) {
            i.accept(this);
        }
    }

    /** What the user says and shows. */
    record Asked(int at, List<Shown> parts) implements Turn {
        public Asked {
            parts = List.copyOf(parts);
        }

        @Override
        public void match(Consumer<Instruction> i, Consumer<Asked> a, Consumer<Answered> b, Consumer<Result> r) {
            a.accept(this);
        }
    }

    /** What the model thought, said and called. */
    record Answered(int at, List<Uttered> parts) implements Turn {
        public Answered {
            parts = List.copyOf(parts);
        }

        /** Whether it calls a tool. */
        public boolean calls() {
            return parts.stream().anyMatch(Uttered.Call.class::isInstance);
        }

        @Override
        public void match(Consumer<Instruction> i, Consumer<Asked> a, Consumer<Answered> b, Consumer<Result> r) {
            b.accept(this);
        }
    }

    /** What a tool gave back; {@code failed} is the flag that says it did not work. */
    record Result(
            int at,
            JsonValue id,
            List<Shown> parts,
            @Nullable JsonValue failed) implements Turn {
        public Result {
            parts = List.copyOf(parts);
        }

        @Override
        public void match(Consumer<Instruction> i, Consumer<Asked> a, Consumer<Answered> b, Consumer<Result> r) {
            r.accept(this);
        }
    }
}
