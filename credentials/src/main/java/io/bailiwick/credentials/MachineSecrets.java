package io.bailiwick.credentials;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The secrets of this machine: its environment and its files. */
public final class MachineSecrets implements SecretSource {

    private static final long FILE_BYTES = 64 * 1024;

    private final Map<String, String> environment;
    private final boolean required;

    /** {@code required} is true where the gateway will serve, false where a policy is only checked. */
    public MachineSecrets(Map<String, String> environment, boolean required) {
        this.environment = Map.copyOf(environment);
        this.required = required;
    }

    @Override
    public Answer env(String name) {
        String value = environment.get(name);
        return value == null ? new Answer.Missing("is not set") : secret(value);
    }

    @Override
    public Answer file(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                return new Answer.Missing("is not there");
            }
            if (Files.size(path) > FILE_BYTES) {
                return new Answer.Unusable("is larger than 64 KiB");
            }
            return secret(Files.readString(path).replaceFirst("\\r?\\n\\z", ""));
        } catch (CharacterCodingException notText) {
            return new Answer.Unusable("is not UTF-8 text");
        } catch (IOException unreadable) {
            return new Answer.Missing("is not readable");
        }
    }

    @Override
    public boolean required() {
        return required;
    }

    private static Answer secret(String text) {
        String flaw = Secret.flaw(text);
        return flaw == null ? new Answer.Found(Secret.of(text)) : new Answer.Unusable(flaw);
    }
}
