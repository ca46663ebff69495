package io.bailiwick.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The health check of an image that holds no curl; it asks loopback and nothing else. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = "Asks the gateway on this machine whether it lives or is ready: 0 yes, 1 no.")
@SuppressWarnings("NullAway.Init") // fields are set by picocli before call
final class ProbeCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    enum Question {
        live,
        ready
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "live|ready", description = "what to ask")
    private Question question;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9090",
            description = "the port of gateway.admin on 127.0.0.1 (default: ${DEFAULT-VALUE})")
    private int port;

    @Override
    public Integer call() throws IOException {
        if (port < 1 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port " + port + " (expected: 1 to 65535)");
        }
        URI page = URI.create("http://127.0.0.1:" + port + "/" + question + "z");
        PrintWriter err = spec.commandLine().getErr();
        try {
            int status = status(page);
            if (status == 200) {
                spec.commandLine().getOut().println(question);
                return Exit.HOLDS;
            }
            err.println("not " + question + ": " + page + " answered " + status);
        } catch (IOException silent) {
            err.println("not " + question + ": " + page + " did not answer: " + silent.getMessage());
        }
        return Exit.DOES_NOT_HOLD;
    }

    private static int status(URI page) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        connection.setInstanceFollowRedirects(false);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
