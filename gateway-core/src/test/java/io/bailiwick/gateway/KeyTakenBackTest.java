package io.bailiwick.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.config.Compiled;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.PolicyCompiler;
import io.bailiwick.credentials.MachineSecrets;
import io.bailiwick.identity.Identification;
import io.bailiwick.identity.Identify;
import io.bailiwick.identity.KeyDigest;
import io.bailiwick.identity.Presented;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that was taken back before a reload opens nothing after it, in whichever of many files it stood. */
class KeyTakenBackTest {

    private static final int FILES = 300; // more than are asked at one look

    @TempDir
    private Path directory;

    @Test
    void a_reload_takes_over_the_last_of_many_key_files() throws IOException {
        for (int i = 0; i < FILES; i++) {
            says(i, "first");
        }
        GatewaySnapshot before = policy();
        GatewaySnapshot after = policy();
        try (KeepIdentity identity = new KeepIdentity(Clock.systemUTC(), System::nanoTime)) { // nobody looks by himself
            identity.inForce(before);
            assertThat(letsIn(identity, before, "first-299")).isTrue();
            says(0, "new");
            says(299, "new");
            identity.inForce(after);
            assertThat(letsIn(identity, after, "first-299")).isFalse();
            assertThat(letsIn(identity, after, "first-0")).isFalse();
            assertThat(letsIn(identity, after, "new-299")).isTrue();
            assertThat(letsIn(identity, after, "first-150")).isTrue();
        }
    }

    private static boolean letsIn(KeepIdentity identity, GatewaySnapshot policy, String key) {
        Presented presented = new Presented(key, null, null, null, null, Presented.Headers.NONE);
        return new Identify(Objects.requireNonNull(identity.apply(policy.identity())), proxy -> false)
                        .of(presented, null)
                instanceof Identification.Known;
    }

    private void says(int i, String word) throws IOException {
        KeyDigest key = KeyDigest.of((word + "-" + i).getBytes(StandardCharsets.UTF_8));
        Files.writeString(file(i), "# " + word + "\n" + key + "\n");
    }

    private Path file(int i) {
        return directory.resolve(i + ".keys");
    }

    private GatewaySnapshot policy() {
        StringBuilder policy = new StringBuilder("""
            bailiwick: 1
            gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0", admin: "127.0.0.1:0" }
            regions: { "onprem:fra1": { country: DE } }
            jurisdictions: { eu: { boundary: [EU], users: [EEA] } }
            endpoints:
              fra: { provider: openai-compatible, url: "http://127.0.0.1:1/v1", reach: ["onprem:fra1"], models: { chat: m } }
            routes: { chat: { eu: [[fra]] } }
            identity:
              tenants:
            """);
        for (int i = 0; i < FILES; i++) {
            policy.append("    t%d: { jurisdiction: eu, keys: { file: \"%s\" } }%n".formatted(i, file(i)));
        }
        return new PolicyCompiler(BuiltInCatalogue.load(), new MachineSecrets(Map.of(), true))
                .compile("test.yaml", policy.toString(), null, directory)
                .match(Compiled.Accepted::snapshot, refused -> {
                    throw new AssertionError(refused.problems().toString());
                });
    }
}
