package io.bailiwick.gateway.upstream;

import io.bailiwick.gateway.wire.HeadBytes;
import io.bailiwick.gateway.wire.HeadText;
import io.bailiwick.providers.CredentialHeader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The headers that a request brings itself, in their order: none that is the connection's to add, and no credential. */
public final class RequestHead {

    /** A second one of these, and two readers see two different requests. */
    private static final Set<String> THE_CONNECTIONS = theConnections();

    private final List<Line> lines = new ArrayList<>(4);

    /** Throws when it is written, where {@code value} would be more than one line. */
    public RequestHead add(Text name, CharSequence value) {
        lines.add(new Line(name.text, value));
        return this;
    }

    public RequestHead add(Text whole) {
        lines.add(new Line(whole.text, null));
        return this;
    }

    void writeTo(HeadBytes head) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.value == null) {
                head.text(line.text);
            } else {
                head.header(line.text, line.value);
            }
        }
    }

    private static Set<String> theConnections() {
        Set<String> names = new HashSet<>(Set.of("host", "content-length", "transfer-encoding"));
        for (CredentialHeader credential : CredentialHeader.values()) {
            names.add(credential.headerName());
        }
        return Set.copyOf(names);
    }

    private record Line(HeadText text, @Nullable CharSequence value) {}

    /** A name, or whole headers, that many requests have alike: checked once. */
    public static final class Text {

        private final HeadText text;

        private Text(HeadText text) {
            this.text = text;
        }

        /** Throws {@link IllegalArgumentException} for a name that is not a request's to bring. */
        public static Text name(String name) {
            return new Text(HeadText.name(its(name)));
        }

        /** Likewise. */
        public static Text line(String name, String value) {
            return new Text(HeadText.line(its(name), value));
        }

        /** These headers, and then that name. */
        public Text then(Text next) {
            return new Text(text.then(next.text));
        }

        private static String its(String name) {
            if (THE_CONNECTIONS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(name + " is the connection's to add, not the request's");
            }
            return name;
        }
    }
}
