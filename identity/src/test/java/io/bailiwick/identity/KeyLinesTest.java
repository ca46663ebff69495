package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyLinesTest {

    private static final String ONE =
            KeyDigest.of("one".getBytes(StandardCharsets.UTF_8)).toString();
    private static final String TWO =
            KeyDigest.of("two".getBytes(StandardCharsets.UTF_8)).toString();
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void keys_comments_and_ends_are_read() throws UnreadableException {
        KeyLines lines = lines("# whose\n\n" + ONE + "   # until it is taken away\r\n" + TWO
                + "\texpires=2026-11-27T13:00:00+01:00\n");

        assertThat(lines.keys()).hasSize(2);
        assertThat(holds(lines, ONE, NOW)).isTrue();
        assertThat(holds(lines, TWO, NOW.minusSeconds(1))).isTrue();
        assertThat(holds(lines, TWO, NOW)).isFalse();
        assertThat(lines.holds(KeyDigest.of(new byte[0]), NOW)).isFalse();
    }

    @Test
    void an_empty_file_lets_nobody_in_and_is_no_mistake() throws UnreadableException {
        assertThat(lines("# nobody\n").keys()).isEmpty();
    }

    @Test
    void a_bad_line_is_named_by_its_number_and_never_quoted() {
        for (String bad : new String[] {
            "bw-a-key-in-clear",
            ONE.toUpperCase(),
            ONE + " until=2026-11-27T13:00:00Z",
            ONE + " expires=tomorrow",
            ONE + " expires=2026-11-27",
            ONE + " expires=2026-11-27T13:00:00Z more"
        }) {
            assertThatThrownBy(() -> lines("# first\n" + bad))
                    .as(bad)
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("line 2")
                    .satisfies(said -> assertThat(said.getMessage()).doesNotContain(bad));
        }
        assertThatThrownBy(() -> lines(ONE + "\n" + ONE)).hasMessageContaining("line 2 repeats");
    }

    private static KeyLines lines(String text) throws UnreadableException {
        return KeyLines.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean holds(KeyLines lines, String key, Instant now) {
        return lines.holds(KeyDigest.parse(key), now);
    }
}
