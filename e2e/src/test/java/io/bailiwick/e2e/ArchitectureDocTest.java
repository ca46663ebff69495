package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md tells the truth. */
final class ArchitectureDocTest {

    private static final ArchitectureText TEXT = ArchitectureText.of(ProjectRoot.read("ARCHITECTURE.md"));
    private static final String SPINE = "io.bailiwick.gateway.spine.";

    @Test
    void the_steps_are_numbered_one_to_eleven() {
        assertThat(TEXT.steps().keySet())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 11).boxed().toList());
    }

    @Test
    void every_step_is_a_class_of_the_gateway() {
        List<String> classes = ArchitectureTest.BAILIWICK.stream()
                .filter(JavaClass.Predicates.resideInAPackage("io.bailiwick.gateway.."))
                .map(JavaClass::getSimpleName)
                .toList();
        assertThat(classes).containsAll(TEXT.steps().values()).contains("RenderRefusal");
    }

    @Test
    void the_spine_takes_steps_two_to_seven_in_their_order() {
        List<String> written = TEXT.steps().entrySet().stream()
                .filter(step -> step.getKey() >= 2 && step.getKey() <= 7)
                .map(Map.Entry::getValue)
                .toList();
        assertThat(called(SPINE + "Spine", written)).isEqualTo(written);
    }

    @Test
    void the_edge_hands_on_to_the_spine_and_an_attempt_speaks_before_it_relays() {
        assertThat(called("io.bailiwick.gateway.downstream." + TEXT.steps().get(1), List.of("Spine")))
                .isNotEmpty();
        List<String> attempt = List.of(TEXT.steps().get(8), TEXT.steps().get(9));
        assertThat(called(SPINE + "Attempt", attempt)).isEqualTo(attempt);
    }

    @Test
    void the_last_step_records_what_the_one_before_it_keeps() {
        assertThat(called(SPINE + TEXT.steps().get(11), List.of(TEXT.steps().get(10))))
                .isNotEmpty();
    }

    @Test
    void a_class_that_numbers_itself_has_the_number_of_its_row() throws IOException {
        Pattern numbered = Pattern.compile("/\\*\\*\\s+(?:\\* )?Step ([0-9]+):");
        Map<Integer, String> claimed = new TreeMap<>();
        try (Stream<Path> sources = Files.walk(ProjectRoot.path().resolve("gateway-core/src/main"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                numbered.matcher(Files.readString(source))
                        .results()
                        .forEach(found -> claimed.put(
                                Integer.valueOf(found.group(1)),
                                source.getFileName().toString().replace(".java", "")));
            }
        }
        assertThat(claimed).isNotEmpty();
        assertThat(TEXT.steps()).containsAllEntriesOf(claimed);
    }

    @Test
    void the_table_names_every_module_of_the_build_and_no_other() throws IOException {
        List<String> built = xml("module", ProjectRoot.read("pom.xml"));
        List<String> directories;
        try (Stream<Path> children = Files.list(ProjectRoot.path())) {
            directories = children.filter(child -> Files.isRegularFile(child.resolve("pom.xml")))
                    .map(child -> child.getFileName().toString())
                    .toList();
        }
        assertThat(TEXT.modules().keySet())
                .containsExactlyInAnyOrderElementsOf(built)
                .containsExactlyInAnyOrderElementsOf(directories);
    }

    @Test
    void the_table_shows_the_arrows_that_are_checked() {
        Map<String, List<String>> checked = Arrays.stream(HouseModule.values())
                .collect(Collectors.toMap(
                        HouseModule::directory,
                        module -> sorted(module.uses().stream().map(HouseModule::directory))));
        Map<String, List<String>> written = TEXT.modules().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, row -> sorted(row.getValue().stream().filter(checked::containsKey))));
        assertThat(written).isEqualTo(checked);
    }

    @Test
    void no_pom_asks_for_more_than_its_row_allows() {
        Pattern ours = Pattern.compile(
                "<dependency>\\s*<groupId>io\\.bailiwick</groupId>\\s*<artifactId>([a-z0-9-]+)</artifactId>(.*?)</dependency>",
                Pattern.DOTALL);
        for (HouseModule module : HouseModule.values()) {
            List<String> allowed = sorted(module.uses().stream().map(HouseModule::directory));
            List<String> asked = ours.matcher(ProjectRoot.read(module.directory() + "/pom.xml"))
                    .results()
                    .filter(found -> !module.hasMainCode() || !found.group(2).contains("<scope>test</scope>"))
                    .map(found -> found.group(1))
                    .toList();
            assertThat(allowed).as(module.directory()).containsAll(asked);
        }
    }

    @Test
    void every_invariant_names_a_check_that_exists() throws ReflectiveOperationException {
        assertThat(TEXT.invariants()).hasSizeGreaterThan(8);
        for (ArchitectureText.Invariant invariant : TEXT.invariants()) {
            assertThat(invariant.guards()).as(invariant.sentence()).isNotEmpty();
            for (String guard : invariant.guards()) {
                String[] parts = guard.split("\\.");
                if (parts.length == 2) {
                    assertThat(Class.forName("io.bailiwick.e2e." + parts[0]).getDeclaredMethod(parts[1]))
                            .as(guard)
                            .isNotNull();
                } else {
                    assertThat(ArchitectureTest.BAILIWICK.stream().map(JavaClass::getSimpleName))
                            .as(invariant.sentence())
                            .contains(guard);
                }
            }
        }
    }

    /** Those of {@code names} whose methods {@code caller} calls, in the order of its lines. */
    private static List<String> called(String caller, List<String> names) {
        return ArchitectureTest.BAILIWICK.get(caller).getMethodCallsFromSelf().stream()
                .sorted(Comparator.comparingInt(JavaAccess::getLineNumber))
                .map(call -> call.getTargetOwner().getSimpleName())
                .filter(names::contains)
                .distinct()
                .toList();
    }

    private static List<String> xml(String element, String text) {
        return Pattern.compile("<" + element + ">([^<]+)</" + element + ">")
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<String> sorted(Stream<String> names) {
        return names.sorted().toList();
    }
}
