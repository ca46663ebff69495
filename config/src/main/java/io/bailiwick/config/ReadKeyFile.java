package io.bailiwick.config;

import io.bailiwick.identity.KeyDigest;
import io.bailiwick.identity.KeyLines;
import io.bailiwick.identity.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code keys: { file: FILE }}, and the file once, so that a policy with a bad one is refused and not half in force. */
final class ReadKeyFile {

    private final Findings findings;
    private final Typing typing;
    private final boolean serving;
    private final Map<Path, String> files = new HashMap<>();

    ReadKeyFile(Findings findings, Typing typing, boolean serving) {
        this.findings = findings;
        this.typing = typing;
        this.serving = serving;
    }

    /** {@code owners} has every key that is known so far, with its tenant. */
    @Nullable
    Path of(Node node, String tenant, String path, Map<KeyDigest, String> owners) {
        Section section = Section.of(findings, path, node.mark(), node, "file");
        Node written = section.required("file", "a file of sha256: lines");
        Path file = typing.path(written, path + ".file");
        if (written == null || file == null) {
            return null;
        }
        String other = files.putIfAbsent(file, tenant);
        if (other != null) {
            findings.problem(written.mark(), path + ": the file is that of '" + other + "' (expected: another file)");
            return null;
        }
        read(file, written, path, tenant, owners);
        return file;
    }

    private void read(Path file, Node at, String path, String tenant, Map<KeyDigest, String> owners) {
        try {
            Set<KeyDigest> keys = KeyLines.in(file).keys();
            if (keys.isEmpty()) {
                findings.warning(at.mark(), path + ": " + file + " holds no key: nobody is let in by it");
            }
            for (KeyDigest key : keys) {
                String owner = owners.putIfAbsent(key, tenant);
                if (owner != null && !owner.equals(tenant)) {
                    findings.problem(
                            at.mark(),
                            path + ": " + file + " holds a key that belongs to '" + owner
                                    + "' already (expected: another" + " key)");
                }
            }
        } catch (UnreadableException bad) {
            findings.problem(at.mark(), path + ": " + file + ": " + bad.getMessage());
        } catch (IOException missing) {
            if (serving) {
                findings.problem(at.mark(), path + ": " + file + " cannot be read (expected: a file of sha256: lines)");
            } else {
                findings.warning(at.mark(), path + ": " + file + " cannot be read on this machine");
            }
        }
    }
}
