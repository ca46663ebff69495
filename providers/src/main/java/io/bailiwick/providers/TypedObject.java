package io.bailiwick.providers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One object with a type, gathered while it is read and judged when it ends: its type may come last. */
final class TypedObject {

    /** A use that counts unless the object's type says that a key on the way to it only quotes. */
    private record Hit(FeatureUse use, Set<String> trail) {}

    private static final int LITERAL_DEPTH = 3;

    private final ApiGate.@Nullable TypeTable table;
    private final Deque<String> trail = new ArrayDeque<>();
    private final List<Hit> hits = new ArrayList<>();
    private final Map<String, String> literals = new HashMap<>();

    /** Without a table the object is only searched, not judged. */
    TypedObject(ApiGate.@Nullable TypeTable table) {
        this.table = table;
    }

    ApiGate.@Nullable TypeTable table() {
        return table;
    }

    void enter(String key) {
        trail.addLast(key);
    }

    void leave() {
        trail.removeLast();
    }

    boolean isAtTop() {
        return trail.size() == 1;
    }

    void hit(FeatureUse use) {
        hits.add(new Hit(use, Set.copyOf(trail)));
    }

    int hits() {
        return hits.size();
    }

    /** Takes back those of the hits since {@code first} that lie under {@code key}. */
    void forgive(int first, String key) {
        hits.subList(first, hits.size()).removeIf(hit -> hit.trail().contains(key));
    }

    /** Whether the value just reached is one that some type judges. */
    boolean isWatched() {
        if (table == null || trail.size() > LITERAL_DEPTH) {
            return false;
        }
        for (String key : trail) {
            if (key.indexOf('.') >= 0) {
                return false; // it would pass for a path
            }
        }
        String path = path();
        return path.equals("type") || path.equals("role") || table.watched().contains(path);
    }

    void literal(String text) {
        literals.put(path(), text);
    }

    private String path() {
        return trail.size() == 1 ? trail.getFirst() : String.join(".", trail);
    }

    /** Its type as it is written; null where it has none. */
    @Nullable
    String written() {
        return literals.get("type");
    }

    @Nullable
    String role() {
        return literals.get("role");
    }

    List<FeatureUse> found() {
        return hits.isEmpty() ? List.of() : hits.stream().map(Hit::use).toList();
    }

    /** {@code where} is asked only if there is something to tell. */
    List<FeatureUse> judged(ApiGate.TypeTable by, Set<String> roles, Supplier<String> where) {
        List<Verdict> verdicts = new ArrayList<>();
        List<FeatureUse> uses = new ArrayList<>();
        String role = role();
        if (role != null && by.kind().equals("content") && !roles.contains(role)) {
            verdicts.add(Verdict.ofFeature("role:" + role));
        }
        String type = type(role, by.kind());
        TypeRule rule = by.rules().get(type);
        if (rule == null) {
            verdicts.add(Verdict.ofFeature(by.kind() + ":" + type));
            uses.addAll(found());
        } else {
            judge(rule, by.kind() + ":" + type + ".", verdicts);
            for (Hit hit : hits) {
                if (Collections.disjoint(hit.trail(), rule.quoted())) {
                    uses.add(hit.use());
                }
            }
        }
        for (Verdict verdict : verdicts) {
            if (verdict.feature() != null) {
                uses.add(new FeatureUse(verdict.feature(), where.get(), verdict.everywhere()));
            }
        }
        return uses;
    }

    private void judge(TypeRule rule, String unknown, List<Verdict> verdicts) {
        verdicts.add(rule.verdict());
        rule.absent().forEach((path, verdict) -> {
            if (!literals.containsKey(path)) {
                verdicts.add(verdict);
            }
        });
        rule.fields().forEach((path, values) -> {
            String literal = literals.get(path);
            if (literal != null) {
                Verdict verdict = values.of(literal);
                verdicts.add(verdict == null ? Verdict.ofFeature(unknown + path) : verdict);
            }
        });
    }

    private String type(@Nullable String role, String kind) {
        String written = literals.get("type");
        if (written != null) {
            return written;
        }
        return role != null && kind.equals("content") ? "message" : "none";
    }
}
