package io.bailiwick.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/** A file that is read to its end, which only a regular one is known to have: a pipe would keep whoever opens it. */
final class WholeFile {

    private WholeFile() {}

    /** Throws {@link UnreadableException} for what is no regular file, and for one with more than {@code mostBytes}. */
    static byte[] read(Path file, int mostBytes) throws IOException, UnreadableException {
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
        if (!is.isRegularFile()) {
            throw new UnreadableException("is no regular file (expected: one)");
        }
        if (is.size() > mostBytes) {
            throw tooLarge(is.size() + " bytes", mostBytes);
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = new byte[(int) is.size()];
            int had = stream.readNBytes(bytes, 0, bytes.length);
            byte[] more = stream.readNBytes(mostBytes + 1 - had); // of one that grows while it is read
            if (had + more.length > mostBytes) {
                throw tooLarge("more than " + mostBytes + " bytes", mostBytes);
            }
            byte[] whole = had + more.length == bytes.length ? bytes : Arrays.copyOf(bytes, had + more.length);
            System.arraycopy(more, 0, whole, had, more.length);
            return whole;
        }
    }

    private static UnreadableException tooLarge(String has, int mostBytes) {
        return new UnreadableException("has " + has + " (expected: at most " + mostBytes + ")");
    }
}
