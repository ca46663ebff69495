package io.bailiwick.config;

import io.bailiwick.credentials.Secret;
import io.bailiwick.credentials.SecretSource;
import io.bailiwick.credentials.SecretSource.Answer;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code { env: NAME }} and {@code { file: FILE }}; what is found there never reaches a problem's text. */
final class ReadSecrets {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String EXPECTED = "{ env: NAME } or { file: FILE }";

    private final Findings findings;
    private final Typing typing;
    private final SecretSource secrets;

    ReadSecrets(Findings findings, Typing typing, SecretSource secrets) {
        this.findings = findings;
        this.typing = typing;
        this.secrets = secrets;
    }

    /** What {@code found} makes of it, or {@code missing} where this machine has none; null for a problem. */
    <T> @Nullable T read(Node node, String what, BiFunction<String, Secret, T> found, Function<String, T> missing) {
        if (!(node instanceof Node.Mapping)) {
            findings.problem(
                    node.mark(),
                    what + " is written out (expected: " + EXPECTED + "; many read a policy, so it holds no secret)");
            return null;
        }
        Section section = Section.of(findings, what, node.mark(), node, "env", "file");
        Node env = section.get("env");
        Node file = section.get("file");
        if ((env == null) == (file == null)) {
            findings.problem(
                    node.mark(),
                    what + " names " + (env == null ? "no source" : "two sources") + " (expected: " + EXPECTED + ")");
            return null;
        }
        if (env != null) {
            String name = typing.text(env, what + ".env", VARIABLE, "the name of an environment variable");
            return name == null ? null : answer(env, what, "env " + name, secrets.env(name), found, missing);
        }
        Path path = typing.path(file, what + ".file");
        return path == null || file == null
                ? null
                : answer(file, what, "file " + path, secrets.file(path), found, missing);
    }

    private <T> @Nullable T answer(
            Node at,
            String what,
            String source,
            Answer answer,
            BiFunction<String, Secret, T> found,
            Function<String, T> missing) {
        return answer.<@Nullable T>match(
                secret -> found.apply(source, secret),
                why -> absent(at, what + ": " + source + " " + why) ? null : missing.apply(source),
                why -> {
                    findings.problem(
                            at.mark(), what + ": " + source + " " + why + " (expected: a secret in one line of ASCII)");
                    return null;
                });
    }

    /** Whether an absent secret refuses the policy. */
    private boolean absent(Node at, String message) {
        if (secrets.required()) {
            findings.problem(at.mark(), message + " (expected: a secret)");
        } else {
            findings.warning(at.mark(), message + " on this machine");
        }
        return secrets.required();
    }
}
