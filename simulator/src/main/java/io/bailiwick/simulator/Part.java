package io.bailiwick.simulator;

import java.nio.charset.StandardCharsets;

/** A piece of a reply that is written at once; {@code token} if the model had to think for it. */
record Part(String text, boolean token) {
    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
