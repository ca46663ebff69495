package io.bailiwick.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Everything that reading one policy brings to light. */
final class Findings {

    private static final int LISTED = 20;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> notInThisBuild = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    void problem(Node.Mark at, String message) {
        problems.add(new Problem(file, at.line(), at.column(), message));
    }

    void problem(Node at, String what, String expected) {
        problem(at.mark(), what + ": found " + at.described() + " (expected: " + expected + ")");
    }

    /** A name that nothing declares, with the one that was probably meant. */
    void unknown(Node.Scalar at, String what, Collection<String> known) {
        String nearest = Nearest.of(at.text(), known);
        String expected = nearest != null
                ? "did you mean '" + nearest + "'?"
                : known.isEmpty() ? "expected: none is declared" : "expected: " + few(known);
        String found = at.withheld() ? "" : " " + at.described();
        problem(at.mark(), "unknown " + what + found + " (" + expected + ")");
    }

    void warning(Node.Mark at, String message) {
        warnings.add(file + ":" + at.line() + ":" + at.column() + ": " + message);
    }

    void notInThisBuild(Node.Mark at, String what) {
        notInThisBuild.add(what + " (line " + at.line() + ")");
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<String> notInThisBuild() {
        return List.copyOf(notInThisBuild);
    }

    private static String few(Collection<String> known) {
        List<String> names = known.stream().sorted().toList();
        return names.size() <= LISTED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 6)) + " and " + (names.size() - 6) + " more";
    }
}
