package io.bailiwick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessLogTest {

    private final LoggerContext logs = new LoggerContext();

    @Test
    void a_line_says_when_how_bad_who_and_what() {
        assertThat(line("listening on {}", null, "127.0.0.1:8080"))
                .isEqualTo("2026-11-27T22:48:26.079Z INFO  Gateway listening on 127.0.0.1:8080\n");
    }

    @Test
    void nobody_elses_words_can_end_a_line_or_colour_a_terminal() {
        assertThat(line("refused: {}", null, "a\r\n2026 ERROR forged\u001b[31m\u0085\t."))
                .isEqualTo("2026-11-27T22:48:26.079Z INFO  Gateway refused: a  2026 ERROR forged [31m  .\n");
    }

    @Test
    void a_stack_follows_its_line_and_is_cut_short() {
        String line = line("broken", deep(40));
        assertThat(line).contains("Gateway broken\njava.lang.IllegalStateException: too deep\n");
        assertThat(line.lines().filter(each -> each.startsWith("\tat "))).hasSize(8);
    }

    @Test
    void netty_speaks_only_of_what_is_wrong_and_the_givers_of_tokens_say_nothing() {
        ProcessLog.configure(logs);

        assertThat(logs.getLogger("io.netty.channel").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(logs.getLogger("com.microsoft.aad.msal4j.any").getEffectiveLevel())
                .isEqualTo(Level.OFF);
        assertThat(logs.getLogger("io.bailiwick.any").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(logs.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR"))
                .isNotNull();
    }

    private String line(String words, @Nullable Throwable broken, Object... arguments) {
        LoggingEvent event = new LoggingEvent(
                "", logs.getLogger("io.bailiwick.gateway.Gateway"), Level.INFO, words, broken, arguments);
        event.setInstant(java.time.Instant.parse("2026-11-27T22:48:26.079Z"));
        ProcessLines lines = new ProcessLines();
        lines.setContext(logs);
        lines.start();
        return lines.doLayout(event);
    }

    private static IllegalStateException deep(int frames) {
        return frames == 0 ? new IllegalStateException("too deep") : deep(frames - 1);
    }
}
