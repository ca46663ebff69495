package io.bailiwick.report;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The gateway's exchange lines, in files as they were written, rotated or packed with gzip. */
public final class LogSource implements Source {

    private static final int LINES_BETWEEN_WORDS = 20_000;

    private final List<Path> files;
    private final ReadLine readLine = new ReadLine();

    public LogSource(List<Path> files) {
        this.files = List.copyOf(files);
    }

    @Override
    public Collected read(Question question, Progress progress) throws IOException {
        refuseTheSameFileTwice();
        String what = files.size() == 1 ? "one log file" : files.size() + " log files";
        Collected collected = new Collected("log: " + what, true);
        Reading all = new Reading();
        for (Path file : files) {
            read(file, question, collected, progress, all);
        }
        if (all.whole == 0) {
            throw new IOException("no exchange line in " + words(files)
                    + (collected.notes().isEmpty() ? "" : "\n" + String.join("\n", collected.notes())));
        }
        all.tell(question, collected.notes());
        return collected;
    }

    private void refuseTheSameFileTwice() throws IOException {
        Set<Path> seen = new HashSet<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                throw new IOException(file + " is a directory (expected: files of exchange lines)");
            }
            if (!seen.add(file.toRealPath())) {
                throw new IOException(file + " is given twice; its exchanges would count twice");
            }
        }
    }

    private static String words(List<Path> files) {
        return files.size() == 1 ? files.get(0).toString() : files.get(0) + " and " + (files.size() - 1) + " more";
    }

    private void read(Path file, Question question, Collected collected, Progress progress, Reading all)
            throws IOException {
        FileNotes notes = new FileNotes(file);
        long size = Files.size(file);
        try (CountedStream raw = new CountedStream(Files.newInputStream(file));
                InputStream stream = unpacked(raw)) {
            Lines lines = new Lines(stream);
            for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
                if (++notes.line % LINES_BETWEEN_WORDS == 0) {
                    progress.reached(file.toString(), raw.count(), size);
                }
                line(line, question, collected, all, notes);
            }
        } catch (EOFException | ZipException cut) {
            notes.cut = cut.getMessage() == null ? "it ends in the middle" : cut.getMessage();
        }
        notes.tell(collected.notes());
    }

    /** By its first bytes: a rotated file may have any name. */
    private static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(raw, 1 << 16);
        stream.mark(2);
        boolean packed = stream.read() == 0x1f && stream.read() == 0x8b;
        stream.reset();
        return packed ? new GZIPInputStream(stream, 1 << 16) : stream;
    }

    private void line(Lines.Line line, Question question, Collected collected, Reading all, FileNotes notes) {
        if (line.length() == 0 && !line.tooLong()) {
            return;
        }
        try {
            if (line.tooLong()) {
                throw new ReadLine.BrokenLine("longer than " + Lines.MOST_BYTES + " bytes");
            }
            Exchange exchange = readLine.of(line.bytes(), line.from(), line.length());
            if (exchange.rehearsed()) {
                notes.rehearsed++;
            } else if (all.counts(exchange, question)) {
                collected
                        .tally(exchange.traffic())
                        .add(exchange, question.period().slot(exchange.at()));
            }
        } catch (ReadLine.BrokenLine broken) {
            String why = line.unfinished() ? "the last line is not finished" : String.valueOf(broken.getMessage());
            notes.broken(why);
        }
    }

    /** What is wrong with one file. */
    private static final class FileNotes {

        private final Path file;
        private long line;
        private long broken;
        private long rehearsed;
        private long firstBroken;
        private String why = "";
        private @Nullable String cut;

        FileNotes(Path file) {
            this.file = file;
        }

        void broken(String reason) {
            if (broken++ == 0) {
                firstBroken = line;
                why = reason;
            }
        }

        void tell(List<String> notes) {
            if (broken > 0) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%,d of %,d lines of %s are no exchange lines and were left out; the first is line %,d: %s",
                        broken,
                        line,
                        file,
                        firstBroken,
                        why));
            }
            if (rehearsed > 0) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%,d lines of %s are of a drill's shadow traffic and were left out, as metrics leave them out",
                        rehearsed,
                        file));
            }
            if (cut != null) {
                notes.add(file + " could be read up to line " + line + " only: " + cut);
            }
        }
    }

    /** What was met in all files. */
    private static final class Reading {

        private long whole;
        private long counted;
        private long ofOthers;
        private long outside;
        private @Nullable Exchange first;
        private @Nullable Exchange last;
        private final Set<String> jurisdictions = new HashSet<>();

        boolean counts(Exchange exchange, Question question) {
            whole++;
            if (jurisdictions.size() < 100) {
                jurisdictions.add(exchange.jurisdiction());
            }
            if (question.jurisdiction() != null && !question.jurisdiction().equals(exchange.jurisdiction())) {
                ofOthers++;
                return false;
            }
            if (!question.period().holds(exchange.at())) {
                outside++;
                first = first == null || exchange.at().isBefore(first.at()) ? exchange : first;
                last = last == null || exchange.at().isAfter(last.at()) ? exchange : last;
                return false;
            }
            counted++;
            return true;
        }

        void tell(Question question, List<String> notes) {
            if (outside > 0 && first != null && last != null) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%,d exchanges lie outside the period (between %s and %s)",
                        outside,
                        first.at(),
                        last.at()));
            }
            if (counted == 0 && question.jurisdiction() != null && ofOthers > 0) {
                notes.add("no exchange of jurisdiction " + question.jurisdiction() + "; there are: "
                        + String.join(", ", new ArrayList<>(new java.util.TreeSet<>(jurisdictions))));
            }
        }
    }
}
