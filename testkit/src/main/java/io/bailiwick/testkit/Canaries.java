package io.bailiwick.testkit;

import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/** Words that exist nowhere else, one for each place where user data may stand in a request. */
public record Canaries(String prompt, String header, String key, String metadata) {
    private static final int LENGTH = 20;

    public static Canaries fresh() {
        return from(new SecureRandom());
    }

    public static Canaries from(RandomGenerator random) {
        return new Canaries(
                word("prompt", random), word("header", random), word("key", random), word("metadata", random));
    }

    public List<String> all() {
        return List.of(prompt, header, key, metadata);
    }

    private static String word(String place, RandomGenerator random) {
        StringBuilder word = new StringBuilder("canary").append(place);
        for (int i = 0; i < LENGTH; i++) {
            word.append(Character.forDigit(random.nextInt(36), 36));
        }
        return word.toString();
    }
}
