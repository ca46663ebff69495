package io.bailiwick.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a file says while the gateway runs: read anew when it changes; what cannot be read keeps the last good. */
final class WatchedFile<T> {

    private static final long MOST_BYTES = 512L << 20;

    private final Path file;
    private final Reading<T> reading;
    private final Function<T, String> described;
    private final SourcesObserver observer;
    private @Nullable Stamp taken;
    private @Nullable Stamp lookedAt;
    private String said = "";
    private volatile @Nullable T good;

    WatchedFile(Path file, Reading<T> reading, Function<T, String> described, SourcesObserver observer) {
        this.file = file;
        this.reading = reading;
        this.described = described;
        this.observer = observer;
    }

    /** How bytes become what they say. */
    interface Reading<T> {
        T of(byte[] bytes) throws UnreadableException;
    }

    /** What tells one content of a file from another without reading it. */
    private record Stamp(
            Instant changed, long sizeBytes, @Nullable Object file) {}

    /** The last good content; null where there never was one. */
    @Nullable
    T get() {
        return good;
    }

    /** Reads the file if it changed; true where something else counts now. One thread at a time. */
    synchronized boolean look() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Stamp stamp = new Stamp(now.lastModifiedTime().toInstant(), now.size(), now.fileKey());
            boolean still = lookedAt == null || stamp.equals(lookedAt);
            lookedAt = stamp;
            if (!still || stamp.equals(taken)) {
                return false; // perhaps still being written, or known
            }
            return take(stamp);
        } catch (IOException missing) {
            return failed(missing instanceof NoSuchFileException ? "is not there" : "cannot be read: " + missing);
        }
    }

    private boolean take(Stamp stamp) throws IOException {
        if (stamp.sizeBytes() > MOST_BYTES) {
            return failed("has more than " + MOST_BYTES + " bytes");
        }
        byte[] bytes = Files.readAllBytes(file);
        taken = stamp;
        try {
            T next = reading.of(bytes);
            good = next;
            said = "";
            observer.read(file.toString(), described.apply(next));
            return true;
        } catch (UnreadableException bad) {
            return failed(bad.why());
        }
    }

    private boolean failed(String why) {
        if (!why.equals(said)) {
            said = why;
            observer.failed(
                    file.toString(),
                    why,
                    good == null ? "nobody whom it would tell of is let in" : "the last good one stays");
        }
        return false;
    }
}
