package io.bailiwick.cli;

import io.bailiwick.credentials.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A token or a key of the operator's, for a header; blanks around it are no part of it. */
final class HeaderSecret {

    private HeaderSecret() {}

    /** Throws {@link ParameterException} where it fits no header; {@code named} says where it stands. */
    static String in(CommandLine command, String named, Path file) throws IOException {
        return of(command, named + " " + file, Files.readString(file));
    }

    /** The same, of a text that must not be shown: whoever sends it would quote it in an error. */
    static String of(CommandLine command, String named, String text) {
        String bare = text.strip();
        String flaw = Secret.flaw(bare);
        if (flaw != null) {
            throw new ParameterException(command, named + " " + flaw + " (expected: one token)");
        }
        return bare;
    }
}
