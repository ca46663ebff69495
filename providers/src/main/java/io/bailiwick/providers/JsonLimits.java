package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * How much JSON is read before it is refused: nesting depth, characters of one string, characters of one number, and
 * keys of one object whose keys are read.
 */
public record JsonLimits(int depth, int stringChars, int numberChars, int keys) {

    /** The longest name, in bytes of UTF-8. */
    static final int NAME_BYTES = 50_000;

    public JsonLimits {
        if (depth < 1 || stringChars < 1 || numberChars < 1 || keys < 1) {
            throw new IllegalArgumentException("every limit of JSON is at least 1");
        }
    }

    /** Strict RFC 8259 in UTF-8, with names held per parser only. */
    public JsonFactory factory() {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxStringLength(stringChars)
                        .maxNumberLength(numberChars)
                        .maxNameLength(NAME_BYTES)
                        .build())
                .build();
    }
}
