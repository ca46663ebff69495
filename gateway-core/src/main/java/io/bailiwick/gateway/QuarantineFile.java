package io.bailiwick.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.health.Quarantine;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps quarantine beyond a restart, in one small file that is replaced whole, written off the event loop. */
final class QuarantineFile implements Quarantine.Store, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineFile.class);
    private static final String NAME = "quarantine.json";
    private static final String LOCK = "quarantine.lock";
    private static final Object ONE_AT_A_TIME = new Object();

    private static final long AGAIN_SECONDS = 5;

    private final @Nullable Path directory;
    private final Function<String, Reach> whereIs;
    /** What of the file is this process's: as it was read, and then as it was written. */
    private volatile Set<Quarantine.Entry> mine = Set.of();

    private volatile List<Quarantine.Entry> newest = List.of();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "quarantine-file");
        thread.setDaemon(true);
        return thread;
    });

    /** A null directory keeps nothing; {@code whereIs} tells a kept place from its name. */
    QuarantineFile(@Nullable Path directory, Function<String, Reach> whereIs) {
        this.directory = directory;
        this.whereIs = whereIs;
    }

    /**
     * What was kept. A directory that cannot be written stops the start, and so does a file that cannot be read: to forget a
     * quarantine is to lift it.
     */
    List<Quarantine.Entry> read() throws IOException {
        if (directory == null) {
            return List.of();
        }
        try {
            Files.createDirectories(directory);
            lock(directory).close();
        } catch (IOException unusable) {
            throw new IOException(
                    "gateway.state: " + directory + " cannot be written (" + unusable
                            + "), and without it a restart lifts every quarantine",
                    unusable);
        }
        List<Quarantine.Entry> kept = there(directory);
        mine = Set.copyOf(kept);
        return kept;
    }

    private static FileChannel lock(Path directory) throws IOException {
        return FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private List<Quarantine.Entry> there(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<@Nullable Map<String, String>> rows =
                    Json.MAPPER.readValue(Files.readAllBytes(file), new TypeReference<>() {});
            if (rows == null) {
                throw new IllegalArgumentException("it holds no list");
            }
            return rows.stream().map(this::entry).toList();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IOException(
                    file + " cannot be read, and starting without it would lift quarantine: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private Quarantine.Entry entry(@Nullable Map<String, String> row) {
        if (row == null) {
            throw new IllegalArgumentException("a row is missing");
        }
        String url = row.get("url");
        String model = row.get("model");
        String jurisdiction = row.get("jurisdiction");
        if (url == null || model == null || jurisdiction == null) {
            throw new IllegalArgumentException("a row lacks url, model or jurisdiction");
        }
        String seen = row.get("seen");
        return new Quarantine.Entry(
                new Candidate.Key(URI.create(url), model), jurisdiction, seen == null ? null : whereIs.apply(seen));
    }

    private static Map<String, String> row(Quarantine.Entry entry) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("url", entry.place().url().toString());
        row.put("model", entry.place().model());
        row.put("jurisdiction", entry.jurisdiction());
        Reach seen = entry.seen();
        if (seen != null) {
            row.put("seen", seen.shown());
        }
        return row;
    }

    @Override
    public void keep(List<Quarantine.Entry> entries) {
        if (directory != null) {
            newest = entries;
            writer.execute(() -> write(directory));
        }
    }

    /** Writes what is newest; where that fails it is tried again until it does not. */
    private void write(Path directory) {
        Set<Quarantine.Entry> entries = Set.copyOf(newest);
        synchronized (ONE_AT_A_TIME) { // in this process; the lock of a file is only between processes
            try (FileChannel lock = lock(directory)) {
                lock.lock();
                replace(directory, merged(there(directory), entries));
                mine = entries;
            } catch (IOException unwritable) {
                LOG.error("quarantine holds, but cannot yet be kept beyond a restart: {}", unwritable.toString());
                if (!writer.isShutdown()) {
                    writer.schedule(() -> write(directory), AGAIN_SECONDS, TimeUnit.SECONDS);
                }
            }
        }
    }

    /** Another gateway may keep its own there: what this one has added or lifted since is all that it changes. */
    private Collection<Quarantine.Entry> merged(List<Quarantine.Entry> there, Set<Quarantine.Entry> entries) {
        Set<Quarantine.Entry> merged = new LinkedHashSet<>(there);
        mine.stream().filter(entry -> !entries.contains(entry)).forEach(merged::remove);
        entries.stream().filter(entry -> !mine.contains(entry)).forEach(merged::add);
        return merged;
    }

    private static void replace(Path directory, Collection<Quarantine.Entry> entries) throws IOException {
        byte[] bytes = Json.MAPPER
                .writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(entries.stream().map(QuarantineFile::row).toList());
        Path next = directory.resolve(NAME + ".next");
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                file.write(left);
            }
            file.force(true);
        }
        Files.move(next, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until what was handed over is on disk. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.error("quarantine may not be kept beyond this restart: its file is not written yet");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Loaded where something is in quarantine: a start without any does not wait for it. */
    private static final class Json {

        static final ObjectMapper MAPPER = new ObjectMapper();
    }
}
