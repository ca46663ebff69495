package io.bailiwick.cli;

import ch.qos.logback.classic.pattern.ExtendedThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;

/** A line of the process's own log: when in UTC, how bad, who, and words that cannot end the line. */
final class ProcessLines extends LayoutBase<ILoggingEvent> {

    private static final int LEVEL_WIDTH = 5;
    private static final String MOST_FRAMES = "8";

    private final DateTimeFormatter times =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private final ExtendedThrowableProxyConverter stacks = new ExtendedThrowableProxyConverter();

    @Override
    public void start() {
        stacks.setContext(getContext());
        stacks.setOptionList(List.of(MOST_FRAMES));
        stacks.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(128);
        times.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        String level = event.getLevel().toString();
        line.append(' ').append(level).append(" ".repeat(LEVEL_WIDTH - level.length()));
        String logger = event.getLoggerName();
        line.append(' ').append(logger, logger.lastIndexOf('.') + 1, logger.length());
        line.append(' ');
        words(event.getFormattedMessage(), line);
        return line.append('\n').append(stacks.convert(event)).toString();
    }

    private static void words(String message, StringBuilder line) {
        for (int at = 0; at < message.length(); at++) {
            char each = message.charAt(at);
            line.append(Character.isISOControl(each) ? ' ' : each);
        }
    }
}
