package io.bailiwick.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** llama.cpp's own server as a process, with a tiny model of random weights that is made for it. */
final class ModelServer implements AutoCloseable {

    private static final Path PYTHON = Project.root().resolve("e2e/src/test/python");
    private static final Path INTERPRETER = PYTHON.resolve(".venv/bin/python");

    private final Process process;
    private final String url;

    private ModelServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static boolean isInstalled() throws IOException {
        if (!Files.isExecutable(INTERPRETER)) {
            return false;
        }
        Process probe = new ProcessBuilder(INTERPRETER.toString(), "-c", "import gguf, xllamacpp")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return probe.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue() == 0;
    }

    /** Returns once it listens. */
    static ModelServer start(Path directory) throws IOException {
        Path log = directory.resolve("server.log");
        Process process = new ProcessBuilder(
                        INTERPRETER.toString(),
                        PYTHON.resolve("model_server.py").toString(),
                        directory.toString())
                .redirectError(log.toFile())
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        if (line == null || !line.startsWith("listening ")) {
            process.destroyForcibly();
            throw new AssertionError("the model server did not start:\n" + Files.readString(log));
        }
        return new ModelServer(process, line.substring("listening ".length()));
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
