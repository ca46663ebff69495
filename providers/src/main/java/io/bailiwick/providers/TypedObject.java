package io.bailiwick.providers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One object with a type, gathered while it is read and judged when it ends: its type may come last. */
final class TypedObject {

    /** A use that counts unless the object's type says that a key on the way to it only quotes. */
    private record Hit(FeatureUse use, Set<String> trail) {}

    private static final int LITERAL_DEPTH = 3;

    private ApiGate.@Nullable TypeTable table;
    private Key[] trail = new Key[LITERAL_DEPTH + 1];
    private int depth;
    private List<Hit> hits = List.of();
    private Map<String, String> literals = Map.of();
    private @Nullable String written;
    private @Nullable String role;

    /** Forgets the object before it; one that is not begun with a table is only searched, not judged. */
    void begin(ApiGate.TypeTable by) {
        table = by;
        depth = 0;
        hits = List.of();
        literals = Map.of();
        written = null;
        role = null;
    }

    ApiGate.@Nullable TypeTable table() {
        return table;
    }

    void enter(Key key) {
        if (depth == trail.length) {
            trail = Arrays.copyOf(trail, 2 * depth);
        }
        trail[depth++] = key;
    }

    void leave() {
        depth--;
    }

    boolean isAtTop() {
        return depth == 1;
    }

    void hit(FeatureUse use) {
        if (hits.isEmpty()) {
            hits = new ArrayList<>();
        }
        hits.add(new Hit(use, Set.copyOf(Arrays.asList(trail()))));
    }

    private String[] trail() {
        String[] texts = new String[depth];
        for (int i = 0; i < depth; i++) {
            texts[i] = trail[i].text();
        }
        return texts;
    }

    int hits() {
        return hits.size();
    }

    /** Takes back those of the hits since {@code first} that lie under {@code key}. */
    void forgive(int first, String key) {
        if (first < hits.size()) {
            hits.subList(first, hits.size()).removeIf(hit -> hit.trail().contains(key));
        }
    }

    /** Whether the value just reached is one that some type judges. */
    boolean isWatched() {
        if (table == null || depth > LITERAL_DEPTH) {
            return false;
        }
        if (isAtTop()) {
            return isType()
                    || isRole()
                    || (!trail[0].isDotted() && table.watched().contains(trail[0].text()));
        }
        return table.opened().contains(trail[0].text())
                && isKeyByKey()
                && table.watched().contains(path());
    }

    /** Whether no key has a dot in it: it would pass for a path. */
    private boolean isKeyByKey() {
        for (int i = 0; i < depth; i++) {
            if (trail[i].isDotted()) {
                return false;
            }
        }
        return true;
    }

    private boolean isType() {
        return isAtTop() && trail[0] == KnownWords.TYPE;
    }

    private boolean isRole() {
        return isAtTop() && trail[0] == KnownWords.ROLE;
    }

    void literal(String text) {
        if (isType()) {
            written = text;
        } else if (isRole()) {
            role = text;
        } else {
            if (literals.isEmpty()) {
                literals = new HashMap<>();
            }
            literals.put(path(), text);
        }
    }

    private String path() {
        return isAtTop() ? trail[0].text() : String.join(".", trail());
    }

    private @Nullable String literalAt(String path) {
        return switch (path) {
            case "type" -> written;
            case "role" -> role;
            default -> literals.get(path);
        };
    }

    /** Its type as it is written; null where it has none. */
    @Nullable
    String written() {
        return written;
    }

    @Nullable
    String role() {
        return role;
    }

    List<FeatureUse> found() {
        return notQuoted(Set.of());
    }

    private List<FeatureUse> notQuoted(Set<String> quoted) {
        if (hits.isEmpty()) {
            return List.of();
        }
        List<FeatureUse> uses = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            if (Collections.disjoint(hit.trail(), quoted)) {
                uses.add(hit.use());
            }
        }
        return uses;
    }

    /** {@code in} is asked where it stands only if there is something to tell. */
    List<FeatureUse> judged(ApiGate.TypeTable by, Set<String> roles, BodyCursor in) {
        String type = type(by.kind());
        TypeRule rule = by.rules().get(type);
        List<FeatureUse> uses = rule == null ? found() : notQuoted(rule.quoted());
        if (role != null && by.kind().equals("content") && !roles.contains(role)) {
            uses = with(uses, Verdict.ofFeature("role:" + role), in);
        }
        return rule == null
                ? with(uses, Verdict.ofFeature(by.kind() + ":" + type), in)
                : judged(rule, by.kind(), type, uses, in);
    }

    private List<FeatureUse> judged(TypeRule rule, String kind, String type, List<FeatureUse> found, BodyCursor in) {
        List<FeatureUse> uses = with(found, rule.verdict(), in);
        for (int i = 0; i < rule.absent().size(); i++) { // an iterator would be made for every object
            TypeRule.Absence absent = rule.absent().get(i);
            if (literalAt(absent.path()) == null) {
                uses = with(uses, absent.verdict(), in);
            }
        }
        for (int i = 0; i < rule.fields().size(); i++) {
            TypeRule.Field field = rule.fields().get(i);
            String literal = literalAt(field.path());
            if (literal != null) {
                Verdict verdict = field.values().of(literal);
                uses = with(
                        uses,
                        verdict == null ? Verdict.ofFeature(kind + ":" + type + "." + field.path()) : verdict,
                        in);
            }
        }
        return uses;
    }

    /** Adds what the verdict says to a list of which nobody else knows; nothing is found in most objects. */
    private static List<FeatureUse> with(List<FeatureUse> uses, Verdict verdict, BodyCursor in) {
        if (verdict.feature() == null) {
            return uses;
        }
        List<FeatureUse> more = uses.isEmpty() ? new ArrayList<>() : uses;
        more.add(new FeatureUse(verdict.feature(), in.where(), verdict.everywhere()));
        return more;
    }

    private String type(String kind) {
        if (written != null) {
            return written;
        }
        return role != null && kind.equals("content") ? "message" : "none";
    }
}
