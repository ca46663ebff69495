package io.bailiwick.observability;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that only grows, opened again once it was renamed or removed; its directory must exist. */
final class AppendedFile implements LineTarget {

    private static final int MOST_TRIES = 3;

    private final Path path;
    private @Nullable FileChannel open;
    private @Nullable Object openKey;

    AppendedFile(Path path) {
        this.path = path;
    }

    @Override
    public void begin() throws IOException {
        current();
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        FileChannel channel = open == null ? current() : open;
        try {
            all(channel, lines);
        } catch (IOException failed) {
            close(); // the next one begins with a fresh look at what is there
            throw failed;
        }
    }

    private FileChannel current() throws IOException {
        FileChannel channel = open;
        if (channel != null && channel.isOpen() && Objects.equals(key(), openKey)) {
            return channel;
        }
        close();
        for (int tries = 1; ; tries++) {
            FileChannel fresh = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            fresh.close();
            Object before = key();
            FileChannel opened = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Object after = key();
            if (Objects.equals(before, after) || tries == MOST_TRIES) {
                try {
                    endBrokenLine(opened);
                } catch (IOException failed) {
                    opened.close(); // the next one looks again, or its line would be glued to half of another
                    throw failed;
                }
                open = opened;
                openKey = after;
                return opened;
            }
            opened.close();
        }
    }

    /** A disk that filled up, or a process that died, may have left half a line. */
    private void endBrokenLine(FileChannel opened) throws IOException {
        long sizeBytes = opened.size();
        if (sizeBytes == 0) {
            return;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        try (FileChannel reading = FileChannel.open(path, StandardOpenOption.READ)) {
            reading.read(last, sizeBytes - 1);
        }
        if (last.get(0) != '\n') {
            all(opened, ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    private static void all(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** What tells this file from a later one of the same name; null where there is none. */
    private @Nullable Object key() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel channel = open;
        open = null;
        openKey = null;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
