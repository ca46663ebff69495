package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every relative link of every paper leads somewhere. */
final class LinksTest {

    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(<?([^)\\s>]+)>?[^)]*\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");

    @TempDir
    private Path staged;

    @Test
    void every_relative_link_resolves() throws IOException {
        List<Path> papers = papers(ProjectRoot.path());
        assertThat(papers).hasSizeGreaterThan(8);
        List<String> broken = new ArrayList<>();
        for (Path paper : papers) {
            broken.addAll(broken(paper));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void a_link_that_leads_nowhere_is_found() throws IOException {
        Path paper = Files.writeString(
                staged.resolve("a.md"),
                "# A head, here\n[good](a.md) [home](#a-head-here) [far](https://example.com/x) `[code](gone.md)`\n"
                        + "[file](gone.md) [place](a.md#gone)\n");

        assertThat(broken(paper)).containsExactly(paper + ": gone.md", paper + ": a.md#gone");
    }

    private static List<String> broken(Path paper) throws IOException {
        String prose = CODE.matcher(Files.readString(paper)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(found -> found.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .filter(link -> !resolves(paper, link))
                .map(link -> paper + ": " + link)
                .toList();
    }

    private static boolean resolves(Path paper, String link) {
        String[] parts = link.split("#", 2);
        Path target =
                parts[0].isEmpty() ? paper : paper.resolveSibling(parts[0]).normalize();
        if (parts.length == 1 || !target.toString().endsWith(".md")) {
            return Files.exists(target);
        }
        return Files.isRegularFile(target) && anchors(target).contains(parts[1]);
    }

    private static List<String> anchors(Path paper) {
        try {
            return Files.readString(paper)
                    .lines()
                    .filter(line -> line.matches("#{1,6} .*"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9 _-]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> papers(Path root) throws IOException {
        List<Path> papers = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean hidden = name.startsWith(".") && !directory.equals(root);
                return hidden || NOT_OURS.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    papers.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return papers;
    }
}
