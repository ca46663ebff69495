package io.bailiwick.providers.translate.conversation;

import io.bailiwick.providers.translate.json.JsonValue;
import java.util.function.Consumer;

/** Where the bytes of an image or document are. */
public sealed interface Source {

    int at();

    void match(Consumer<Inline> inline, Consumer<Link> link);

    /** In the body itself: the base64 stands from {@code from} to before {@code to}; {@code mediaType} needs no escape. */
    record Inline(int at, String mediaType, JsonValue holder, int from, int to) implements Source {
        @Override
        public void match(Consumer<Inline> inline, Consumer<Link> link) {
            inline.accept(this);
        }
    }

    /** Elsewhere, which the gate judges as a feature of its own. */
    record Link(JsonValue url) implements Source {
        @Override
        public int at() {
            return url.start();
        }

        @Override
        public void match(Consumer<Inline> inline, Consumer<Link> link) {
            link.accept(this);
        }
    }
}
