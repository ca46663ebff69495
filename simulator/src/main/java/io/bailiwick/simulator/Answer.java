package io.bailiwick.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said, before any dialect says it.
 *
 * @param pieces the tokens of the text, or of the tool's arguments
 * @param truncated whether the token limit ended it
 */
record Answer(
        Asked asked,
        Personality personality,
        String id,
        long created,
        List<String> pieces,
        @Nullable Tool called,
        boolean truncated,
        Tokens tokens) {

    Answer {
        pieces = List.copyOf(pieces);
    }

    String version() {
        return personality.versionOf(asked.model());
    }

    String text() {
        return String.join("", pieces);
    }
}
