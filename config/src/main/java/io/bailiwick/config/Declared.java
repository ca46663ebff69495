package io.bailiwick.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a policy declares by name; a name whose declaration is itself a problem is known and has no value. */
final class Declared<T> {

    private final String what;
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, T> values = new LinkedHashMap<>();

    /** {@code what} is how problems call one of these: "jurisdiction". */
    Declared(String what) {
        this.what = what;
    }

    void add(String name, @Nullable T value) {
        names.add(name);
        if (value != null) {
            values.put(name, value);
        }
    }

    /** What {@code at} names; null where it names nothing (a problem) or something that is a problem already. */
    @Nullable
    T find(Node.Scalar at, Findings findings) {
        if (!names.contains(at.text())) {
            findings.unknown(at, what, names);
        }
        return values.get(at.text());
    }

    Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    Map<String, T> values() {
        return Collections.unmodifiableMap(values);
    }
}
