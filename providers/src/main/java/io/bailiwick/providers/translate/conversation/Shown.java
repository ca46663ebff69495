package io.bailiwick.providers.translate.conversation;

import io.bailiwick.providers.translate.json.JsonValue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One part of what a user or a tool shows. */
public sealed interface Shown {

    int at();

    void match(Consumer<Text> text, Consumer<Image> image, Consumer<Document> document);

    record Text(JsonValue words) implements Shown {
        @Override
        public int at() {
            return words.start();
        }

        @Override
        public void match(Consumer<Text> text, Consumer<Image> image, Consumer<Document> document) {
            text.accept(this);
        }
    }

    /** {@code detail} is null where it is left to the model. */
    record Image(Source source, @Nullable JsonValue detail) implements Shown {
        @Override
        public int at() {
            return source.at();
        }

        @Override
        public void match(Consumer<Text> text, Consumer<Image> image, Consumer<Document> document) {
            image.accept(this);
        }
    }

    /** A PDF, with the name under which the user knows it. */
    record Document(Source source, @Nullable JsonValue name) implements Shown {
        @Override
        public int at() {
            return source.at();
        }

        @Override
        public void match(Consumer<Text> text, Consumer<Image> image, Consumer<Document> document) {
            document.accept(this);
        }
    }
}
