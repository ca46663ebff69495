package io.bailiwick.credentials;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the secrets that a policy names are read from. */
public interface SecretSource {

    /** The environment variable of that name. */
    Answer env(String name);

    /** The content of that file, its last line end left out. */
    Answer file(Path path);

    /** Whether a missing secret refuses the policy; a check on another machine only warns. */
    boolean required();

    /** The answer to "what is the secret?". */
    sealed interface Answer {

        <T extends @Nullable Object> T match(
                Function<Secret, T> found, Function<String, T> missing, Function<String, T> unusable);

        record Found(Secret secret) implements Answer {
            @Override
            public <T extends @Nullable Object> T match(
                    Function<Secret, T> found, Function<String, T> missing, Function<String, T> unusable) {
                return found.apply(secret);
            }
        }

        /** Not there: {@code why} says "is not set", "is not readable". */
        record Missing(String why) implements Answer {
            @Override
            public <T extends @Nullable Object> T match(
                    Function<Secret, T> found, Function<String, T> missing, Function<String, T> unusable) {
                return missing.apply(why);
            }
        }

        /** There, and no secret that a header could carry. */
        record Unusable(String why) implements Answer {
            @Override
            public <T extends @Nullable Object> T match(
                    Function<Secret, T> found, Function<String, T> missing, Function<String, T> unusable) {
                return unusable.apply(why);
            }
        }
    }
}
