package io.bailiwick.providers;

import java.util.BitSet;
import java.util.Set;
import java.util.stream.Collectors;

/** A set of keys' texts that is asked for every field of a body: a known word is found by its number, without its text. */
final class KeyTexts {

    private final BitSet known = new BitSet(KnownWords.count());
    private final Set<String> others;

    KeyTexts(Set<String> texts) {
        for (String text : texts) {
            Key key = KnownWords.key(text);
            if (key.isKnown()) {
                known.set(key.number());
            }
        }
        this.others =
                texts.stream().filter(text -> !KnownWords.key(text).isKnown()).collect(Collectors.toUnmodifiableSet());
    }

    boolean has(Key key) {
        return key.isKnown() ? known.get(key.number()) : !others.isEmpty() && others.contains(key.text());
    }
}
