package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** The token that a parser of Jackson's stands at. */
record ParsedScalar(JsonParser parser) implements JsonScalar {

    @Override
    public Key key() {
        String name = parser.getParsingContext().getCurrentName();
        return KnownWords.key(name == null ? "" : name);
    }

    @Override
    public String text() {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw new UnreadableException("not JSON", null);
        }
    }

    @Override
    public long wholeNumber() {
        try {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? -1 : parser.getLongValue();
        } catch (IOException e) {
            throw new UnreadableException("not JSON", null);
        }
    }
}
