package io.bailiwick.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a file says while the gateway runs: read anew when it changes; what cannot be read keeps the last good. */
final class WatchedFile<T> {

    private final Path file;
    private final Kind<T> kind;
    private final SourcesObserver observer;
    private final String asked;
    private @Nullable Stamp taken;
    private @Nullable Stamp lookedAt;
    private String said = "";
    private volatile @Nullable T good;

    WatchedFile(Path file, Kind<T> kind, SourcesObserver observer) {
        this.file = file;
        this.kind = kind;
        this.observer = observer;
        this.asked = Stamp.askedOf(file);
    }

    /**
     * What stands in such a file.
     *
     * @param mostBytes a longer one is not read
     */
    record Kind<T>(int mostBytes, Reading<T> reading, Function<T, String> described) {}

    /** How bytes become what they say. */
    interface Reading<T> {
        T of(byte[] bytes) throws UnreadableException;
    }

    /** What tells one content of a file from another without reading it. */
    private record Stamp(Map<String, Object> attributes) {

        /** With the time that nobody can set back, where the file system keeps one. */
        static String askedOf(Path file) {
            return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? "unix:lastModifiedTime,size,fileKey,ctime"
                    : "lastModifiedTime,size,fileKey";
        }
    }

    /** The last good content; null where there never was one. */
    @Nullable
    T get() {
        return good;
    }

    /** Reads the file if it changed; true where something else counts now. One thread at a time. */
    synchronized boolean look() {
        return look(false);
    }

    /** Reads the file whatever tells that it did not change, and takes it as it stands. */
    synchronized boolean read() {
        return look(true);
    }

    private boolean look(boolean asItStands) {
        try {
            Stamp stamp = new Stamp(Files.readAttributes(file, asked));
            boolean still = lookedAt == null || stamp.equals(lookedAt);
            lookedAt = stamp;
            if (!asItStands && (!still || stamp.equals(taken))) {
                return false; // perhaps still being written, or known
            }
            byte[] bytes = WholeFile.read(file, kind.mostBytes());
            taken = stamp;
            return take(kind.reading().of(bytes));
        } catch (UnreadableException bad) {
            return failed(bad.why());
        } catch (IOException missing) {
            return failed(missing instanceof NoSuchFileException ? "is not there" : "cannot be read: " + missing);
        }
    }

    private boolean take(T next) {
        boolean same = next.equals(good);
        if (!same || !said.isEmpty()) {
            observer.read(file.toString(), kind.described().apply(next));
        }
        said = "";
        good = same ? good : next;
        return !same;
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
