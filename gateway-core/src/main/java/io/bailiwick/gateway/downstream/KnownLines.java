package io.bailiwick.gateway.downstream;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a head says in the headers that are known here, found by one walk over its lines. */
final class KnownLines {

    private static final long NOT_READ = -1;

    /** By the header's index. */
    private final @Nullable String[] values = new String[KnownHeader.COUNT];

    private @Nullable KnownHeader twice;
    private boolean underscored;
    private long length = NOT_READ;

    private KnownLines() {}

    static KnownLines of(HttpHeaders headers) {
        KnownLines lines = new KnownLines();
        Iterator<Map.Entry<CharSequence, CharSequence>> each = headers.iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> line = each.next();
            lines.take(line.getKey(), line.getValue());
        }
        return lines;
    }

    private void take(CharSequence name, CharSequence value) {
        KnownHeader known = KnownHeader.named(name);
        if (known == null) {
            underscored |= AsciiString.indexOf(name, '_', 0) >= 0;
        } else if (values[known.index()] == null) {
            values[known.index()] = value.toString();
        } else if (known.isSingle() && (twice == null || known.compareTo(twice) < 0)) {
            twice = known;
        }
    }

    /** The value of the first such line; null for none. */
    @Nullable
    String get(KnownHeader header) {
        return values[header.index()];
    }

    boolean has(KnownHeader header) {
        return values[header.index()] != null;
    }

    /** A header that means one thing only when it comes once, and came more often. */
    @Nullable
    KnownHeader twice() {
        return twice;
    }

    /** Whether a name has a {@code _}, which some servers take for a {@code -}. */
    boolean underscored() {
        return underscored;
    }

    /** The announced length of the body in bytes; that which is given where none is announced. Of sound heads only. */
    long length(long unannounced) {
        String said = get(KnownHeader.CONTENT_LENGTH);
        if (said == null) {
            return unannounced;
        }
        if (length == NOT_READ) {
            length = Long.parseLong(said);
        }
        return length;
    }
}
