package io.bailiwick.providers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the gate's data judges one field. */
sealed interface FieldRule {

    /** The same whatever the value is, unless it is null, which means that nothing was sent. */
    record Plain(Verdict verdict) implements FieldRule {}

    /** By the scalar's text; {@code *} stands for any other value. */
    record ByValue(Map<String, Verdict> values) implements FieldRule {
        public ByValue {
            values = Map.copyOf(values);
        }

        @Nullable
        Verdict of(String literal) {
            Verdict verdict = values.get(literal);
            return verdict == null ? values.get("*") : verdict;
        }
    }

    /** By the object's members; {@code other} is for those not listed, which are refused where it is null. */
    record Members(Map<String, FieldRule> members, @Nullable Verdict other) implements FieldRule {
        public Members {
            members = Map.copyOf(members);
        }
    }

    /** Messages, items and content parts, judged by the table of content types. */
    record Content() implements FieldRule {}

    /** Tools, judged by the table of tool types. */
    record Tools() implements FieldRule {}
}
