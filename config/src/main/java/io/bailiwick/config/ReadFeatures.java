package io.bailiwick.config;

import io.bailiwick.providers.FieldGate;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the {@code features} that an endpoint allows: words of the gate; what the gate does not know is named with a colon, as {@code field:best_of}. */
record ReadFeatures(Findings findings, Typing typing) {

    private static final String EXPECTED = "a list of request features such as [web_search]";

    Set<String> of(Section section) {
        Set<String> features = new LinkedHashSet<>();
        for (Node.Scalar scalar : typing.scalars(section.get("features"), section.path("features"), EXPECTED)) {
            String word = scalar.text();
            if (!ReadEndpoints.WORD.matcher(word).matches()) {
                findings.problem(scalar, section.path("features"), EXPECTED);
            } else if (word.indexOf(':') < 0 && !Gate.FEATURES.contains(word)) {
                findings.unknown(scalar, "feature", Gate.FEATURES);
            } else {
                features.add(word);
            }
        }
        return features;
    }

    /** Read where a policy allows some: most do not, and their start does not wait for it. */
    private static final class Gate {

        static final Set<String> FEATURES = FieldGate.load().features();
    }
}
