package io.bailiwick.config;

import java.util.List;
import java.util.function.Function;

/** A part of a policy's text, with the place where it begins; everything written is a string until a reader types it. */
sealed interface Node {

    Mark mark();

    /** What it is, as a problem quotes it. */
    String described();

    <T> T match(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping);

    /** Line and column, from 1. */
    record Mark(int line, int column) {
        static final Mark START = new Mark(1, 1);
    }

    /** {@code withheld}: whether it stands where secrets do, and may be one that is written out. */
    record Scalar(Mark mark, String text, boolean withheld) implements Node {
        Scalar(Mark mark, String text) {
            this(mark, text, false);
        }

        Scalar unrepeated() {
            return new Scalar(mark, text, true);
        }

        @Override
        public String described() {
            return text.isEmpty() ? "nothing" : withheld ? "a text" : "'" + Quoted.of(text) + "'";
        }

        @Override
        public <T> T match(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
            return scalar.apply(this);
        }
    }

    record Sequence(Mark mark, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String described() {
            return items.isEmpty() ? "an empty list" : "a list";
        }

        @Override
        public <T> T match(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
            return sequence.apply(this);
        }
    }

    record Mapping(Mark mark, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String described() {
            return "a mapping";
        }

        @Override
        public <T> T match(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
            return mapping.apply(this);
        }
    }

    /** A key and what stands there. */
    record Entry(Scalar key, Node value) {
        String name() {
            return key.text();
        }
    }
}
