package io.bailiwick.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description =
                "Writes beside the jar what makes a start fast: its classes as they lie in memory, for this Java alone.")
@SuppressWarnings("NullAway.Init") // fields are set by picocli before call
final class ArchiveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClassArchive archive = new ClassArchive(jar(), Runtime.version().feature());
        PrintWriter err = spec.commandLine().getErr();
        err.println("archive: a gateway on loopback shows which classes serving takes ...");
        // Beside the jar, so that the archive comes into its place whole.
        Path work = Files.createTempDirectory(archive.jar().toAbsolutePath().getParent(), "archive");
        try {
            Path list = work.resolve("classes");
            Path draft = work.resolve("draft");
            TrainedGateway.run(archive.jar(), work, archive.whileTraining(list, draft));
            List<String> afterwards = archive.afterwards(list, draft);
            if (!afterwards.isEmpty()) {
                err.println("archive: Java writes them down ...");
                JavaProcess.run(work, afterwards);
            }
            Files.move(draft, archive.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            remove(work);
        }
        err.println("archive: " + archive.file() + ", " + (Files.size(archive.file()) >> 20) + " MiB");
        spec.commandLine().getOut().println(archive.option());
        return Exit.HOLDS;
    }

    /** As the class path names it, for the archive holds for that name. */
    private static Path jar() throws IOException {
        try {
            Path source = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(source)) {
                return source;
            }
            throw new IOException("an archive is made for the runnable jar, and this runs from " + source);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a class path is made of files", impossible);
        }
    }

    private static void remove(Path work) throws IOException {
        try (Stream<Path> all = Files.walk(work)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
