package io.bailiwick.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LogbackServiceProvider;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.status.Status;
import java.nio.charset.StandardCharsets;

/**
 * How the process's own log is written, on standard error; exchanges have lines of their own on stdout or in files.
 *
 * <p>In code, for to look for a file, to read it and to tell of it takes a tenth of a start. {@code
 * -Dlogback.configurationFile} still wins.
 */
public final class ProcessLog extends LogbackServiceProvider {

    @Override
    public void initialize() {
        if (System.getProperty("logback.configurationFile") != null) {
            super.initialize();
            return;
        }
        LoggerContext logs = (LoggerContext) getLoggerFactory();
        logs.setMDCAdapter(getMDCAdapter());
        configure(logs);
        logs.start();
    }

    static void configure(LoggerContext logs) {
        logs.getStatusManager().add(ProcessLog::ofItself);
        Logger root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(standardError(logs));
        logs.getLogger("io.netty").setLevel(Level.WARN);
        // What it would say, KeepTokens says, without what was sent.
        logs.getLogger("com.microsoft.aad.msal4j").setLevel(Level.OFF);
    }

    /** What Logback says of itself counts where something is wrong. */
    private static void ofItself(Status said) {
        if (said.getEffectiveLevel() >= Status.WARN) {
            System.err.println(said);
        }
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext logs) {
        ProcessLines lines = new ProcessLines();
        lines.setContext(logs);
        lines.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(logs);
        encoder.setLayout(lines);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(logs);
        appender.setName("STDERR");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
