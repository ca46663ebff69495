package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of keys are looked at by turns where there are many, and none is left out; what one no longer holds opens nothing. */
class ManyKeyFilesTest {

    private static final Jurisdiction DE = new Jurisdiction(
            "de", Boundary.within(Set.of(new Country("DE")), Set.of()), Set.of(new Country("DE")), Evidence.DECLARED);

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    @Test
    void few_are_all_looked_at_each_time_and_a_change_counts_at_the_second_look() throws IOException {
        Sources sources = of(250);
        says(0, "new");
        says(249, "new");
        sources.look();
        assertThat(owner(sources, 0, "new")).as("perhaps still being written").isNull();
        sources.look();
        assertThat(owner(sources, 0, "new")).isEqualTo("t0");
        assertThat(owner(sources, 249, "new")).isEqualTo("t249");
        assertThat(owner(sources, 0, "first")).isNull();
    }

    @Test
    void of_many_each_has_its_turn() throws IOException {
        Sources sources = of(600);
        for (int i = 0; i < 600; i++) {
            assertThat(owner(sources, i, "first")).isEqualTo("t" + i);
            says(i, "new");
        }
        sources.look();
        sources.look();
        assertThat(owner(sources, 0, "first")).as("its turn was once").isEqualTo("t0");
        assertThat(owner(sources, 599, "first")).as("its turn was not yet").isEqualTo("t599");
        for (int look = 2; look < 5; look++) {
            sources.look();
        }
        for (int i = 0; i < 600; i++) {
            assertThat(owner(sources, i, "new")).isEqualTo("t" + i);
            assertThat(owner(sources, i, "first")).isNull();
        }
    }

    @Test
    void however_many_there_are_two_rounds_of_eight_looks_find_every_change() throws IOException {
        Sources sources = of(2_100);
        says(2_099, "new");
        says(0, "new");
        for (int look = 0; look < 16; look++) {
            sources.look();
        }
        assertThat(owner(sources, 0, "first")).isNull();
        assertThat(owner(sources, 2_099, "first")).isNull();
        assertThat(owner(sources, 2_099, "new")).isEqualTo("t2099");
    }

    @Test
    void a_key_that_was_taken_back_before_a_reload_opens_nothing_after_it() throws IOException {
        List<Tenants.Keyring> keyrings = keyrings(600);
        Sources before = sources(keyrings, null);
        says(599, "new");
        Sources after = sources(keyrings, before);
        after.lookAtAll();
        assertThat(owner(after, 599, "first")).isNull();
        assertThat(owner(after, 599, "new")).isEqualTo("t599");
    }

    /** The rules of before and after a reload share their files: who looks first takes the change from nobody. */
    @Test
    void a_change_that_the_rules_before_saw_is_seen_by_those_after() throws IOException {
        List<Tenants.Keyring> keyrings = keyrings(3);
        Sources before = sources(keyrings, null);
        Sources after = sources(keyrings, before);
        says(2, "new");
        before.look();
        before.look();
        after.look();
        assertThat(owner(after, 2, "new")).isEqualTo("t2");
    }

    @Test
    void a_key_that_was_taken_back_without_a_trace_opens_nothing_after_a_reload() throws IOException {
        List<Tenants.Keyring> keyrings = keyrings(1);
        Sources before = sources(keyrings, null);
        FileTime written = Files.getLastModifiedTime(file(0));
        Files.writeString(file(0), "# first\n" + digest(0, "other") + "\n");
        Files.setLastModifiedTime(file(0), written);
        Sources after = sources(keyrings, before);
        after.lookAtAll();
        assertThat(owner(after, 0, "first")).isNull();
        assertThat(owner(after, 0, "other")).isEqualTo("t0");
    }

    /** Whoever empties a file in haste wants its keys to open nothing, at once. */
    @ParameterizedTest
    @ValueSource(strings = {"", "# nobody\n"})
    void a_file_without_a_key_takes_its_keys_back_and_that_is_said(String text) throws IOException {
        Sources sources = of(1);
        Files.writeString(file(0), text);
        sources.look();
        sources.look();
        assertThat(owner(sources, 0, "first")).isNull();
        assertThat(said).singleElement().asString().endsWith("holds no key; nobody is let in by it");
    }

    @Test
    void a_file_takes_no_key_from_the_tenant_whom_the_policy_gives_it() throws IOException {
        List<Tenants.Keyring> keyrings = keyrings(1);
        keyrings.add(new Tenants.Keyring(new Tenant("proven", List.of(DE)), List.of(digest(7, "proven"))));
        Sources sources = sources(keyrings, null);
        Files.writeString(file(0), "# stolen\n" + digest(0, "first") + "\n" + digest(7, "proven") + "\n");
        sources.look();
        sources.look();
        assertThat(owner(sources, 7, "proven")).isEqualTo("proven");
        assertThat(owner(sources, 0, "first")).isEqualTo("t0");
        assertThat(said)
                .singleElement()
                .asString()
                .contains("writes for another tenant", "that other tenant is let in");
    }

    @Test
    void a_key_in_the_files_of_two_lets_nobody_in() throws IOException {
        Sources sources = of(2);
        Files.writeString(file(0), "# both\n" + digest(1, "first") + "\n");
        sources.look();
        sources.look();
        assertThat(owner(sources, 1, "first")).isNull();
        assertThat(said).singleElement().asString().endsWith("nobody is let in with that key");
    }

    private Sources of(int files) throws IOException {
        return sources(keyrings(files), null);
    }

    private List<Tenants.Keyring> keyrings(int files) throws IOException {
        List<Tenants.Keyring> keyrings = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            says(i, "first");
            keyrings.add(new Tenants.Keyring(new Tenant("t" + i, List.of(DE)), List.of(), file(i), List.of()));
        }
        return keyrings;
    }

    private Sources sources(List<Tenants.Keyring> keyrings, @Nullable Sources before) {
        return new Sources(
                IdentityRules.keysOnly(new Tenants(keyrings)),
                new Sources.World(
                        (issuer, found, failed) -> failed.accept("no issuer here"),
                        Clock.systemUTC(),
                        () -> 0L,
                        new SourcesObserver() {
                            @Override
                            public void failed(String source, String why, String instead) {
                                said.add(source + " " + why + "; " + instead);
                            }
                        },
                        IssuerKeys.Times.USUAL),
                before);
    }

    private Path file(int i) {
        return directory.resolve(i + ".keys");
    }

    /** In another length than before, so that it is another content whatever the clock of the file system shows. */
    private void says(int i, String key) throws IOException {
        Files.writeString(file(i), "# " + key + "\n" + digest(i, key) + "\n");
    }

    private static KeyDigest digest(int i, String key) {
        return KeyDigest.of((key + i).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String owner(Sources sources, int i, String key) {
        Tenant tenant = sources.byKey(digest(i, key));
        return tenant == null ? null : tenant.name();
    }
}
