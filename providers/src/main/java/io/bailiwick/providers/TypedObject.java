package io.bailiwick.providers;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One object with a type, gathered while it is read and judged when it ends: its type may come last. */
final class TypedObject {

    /** A use that counts unless the object's type says that a key on the way to it only quotes. */
    private record Hit(String name, boolean everywhere, Set<String> trail) {}

    private static final int LITERAL_DEPTH = 3;

    /** In one object, by what they are and by the keys on the way to them. */
    private static final int MOST_HITS = 1000;

    private ApiGate.@Nullable TypeTable table;
    private Key[] trail = new Key[LITERAL_DEPTH + 1];
    private int depth;
    /** Each with the first place. */
    private Map<Hit, String> hits = Map.of();

    private Map<String, String> literals = Map.of();
    private @Nullable String written;
    private @Nullable String role;

    /** Forgets the object before it; one that is not begun with a table is only searched, not judged. */
    void begin(ApiGate.TypeTable by) {
        table = by;
        depth = 0;
        hits = Map.of();
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

    /** The current value of {@code in} counts as {@code verdict}, which names a feature. */
    void hit(Verdict verdict, BodyCursor in) {
        Hit hit = new Hit(String.valueOf(verdict.feature()), verdict.everywhere(), Set.copyOf(Arrays.asList(trail())));
        if (!hits.containsKey(hit)) {
            add(hit, in.where());
        }
    }

    void hit(FeatureUse use) {
        add(new Hit(use.name(), use.everywhere(), Set.copyOf(Arrays.asList(trail()))), use.where());
    }

    private void add(Hit hit, String where) {
        if (hits.isEmpty()) {
            hits = new LinkedHashMap<>();
        }
        hits.putIfAbsent(hit, where);
        if (hits.size() > MOST_HITS) {
            throw new UnreadableException("an object has more than " + MOST_HITS + " things that nobody knows", where);
        }
    }

    private String[] trail() {
        String[] texts = new String[depth];
        for (int i = 0; i < depth; i++) {
            texts[i] = trail[i].text();
        }
        return texts;
    }

    /** Whether the value just reached is one that some type judges. */
    boolean isWatched() {
        if (table == null || depth > LITERAL_DEPTH) {
            return false;
        }
        if (isAtTop()) {
            return isType()
                    || isRole()
                    || (!trail[0].isDotted() && table.watchedKeys().has(trail[0]));
        }
        return table.opened().has(trail[0]) && isKeyByKey() && table.watched().contains(path());
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

    void found(Uses uses) {
        notQuoted(Set.of(), uses);
    }

    private void notQuoted(Set<String> quoted, Uses uses) {
        if (hits.isEmpty()) {
            return;
        }
        hits.forEach((hit, where) -> {
            if (Collections.disjoint(hit.trail(), quoted)) {
                uses.add(new FeatureUse(hit.name(), where, hit.everywhere()));
            }
        });
    }

    /** The object has just ended in {@code in}. */
    void judge(ApiGate.TypeTable by, Set<String> roles, BodyCursor in, Uses uses) {
        String type = type(by.kind());
        TypeRule rule = by.rules().get(type);
        notQuoted(rule == null ? Set.of() : rule.quoted(), uses);
        if (role != null && by.kind().equals("content") && !roles.contains(role)) {
            uses.add(Verdict.ofFeature("role:" + role), in);
        }
        if (rule == null) {
            uses.add(Verdict.ofFeature(by.kind() + ":" + type), in);
        } else {
            judge(rule, by.kind(), type, in, uses);
        }
    }

    private void judge(TypeRule rule, String kind, String type, BodyCursor in, Uses uses) {
        uses.add(rule.verdict(), in);
        for (int i = 0; i < rule.absent().size(); i++) { // an iterator would be made for every object
            TypeRule.Absence absent = rule.absent().get(i);
            if (literalAt(absent.path()) == null) {
                uses.add(absent.verdict(), in);
            }
        }
        for (int i = 0; i < rule.fields().size(); i++) {
            TypeRule.Field field = rule.fields().get(i);
            String literal = literalAt(field.path());
            if (literal != null) {
                Verdict verdict = field.values().of(literal);
                uses.add(verdict == null ? Verdict.ofFeature(kind + ":" + type + "." + field.path()) : verdict, in);
            }
        }
    }

    private String type(String kind) {
        if (written != null) {
            return written;
        }
        return role != null && kind.equals("content") ? "message" : "none";
    }
}
