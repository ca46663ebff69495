package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everything that a reader of tokens tells of a text on one way through it. */
record Walked(List<String> told, String ending) {

    static final String WELL = "well";

    static Walked byScanner(byte[] bytes, JsonLimits limits, long way) {
        return byScanner(new JsonScanner(limits).over(bytes, 0, bytes.length), bytes, way);
    }

    /** By one that has begun with {@code bytes}, and may have read others before. */
    static Walked byScanner(JsonScanner scanner, byte[] bytes, long way) {
        Walked walked = of(scanner, way);
        if (walked.isWell() && !Utf8.isValid(bytes)) {
            throw new AssertionError("the scanner has let bytes pass that are not UTF-8");
        }
        return walked.unlessNotUtf8(bytes);
    }

    static Walked byJackson(byte[] bytes, JsonLimits limits, long way) {
        return of(JacksonTokens.of(bytes, limits), way).unlessNotUtf8(bytes);
    }

    boolean isWell() {
        return ending.equals(WELL);
    }

    private Walked unlessNotUtf8(byte[] bytes) {
        return Utf8.isValid(bytes) ? this : new Walked(List.of(), "not UTF-8");
    }

    /** The {@code way} says of which tokens the text, the path or the end is asked, and what is skipped. */
    private static Walked of(JsonTokens tokens, long way) {
        Random choice = new Random(way);
        List<String> told = new ArrayList<>();
        try {
            for (JsonToken token = tokens.next(); token != null; token = tokens.next()) {
                told.add(one(tokens, token, choice));
            }
            return new Walked(told, WELL);
        } catch (UnreadableException e) {
            return new Walked(told, e.malformed().message().replaceAll(" at byte \\d+", ""));
        }
    }

    private static String one(JsonTokens tokens, JsonToken token, Random choice) {
        StringBuilder said = new StringBuilder(token.name());
        boolean isName = token == JsonToken.FIELD_NAME;
        if (!isName) {
            said.append('@').append(tokens.start());
        }
        boolean scalar = token.isScalarValue();
        if ((scalar || isName) && choice.nextInt(3) > 0) {
            said.append(" says ").append(isName ? tokens.name() : tokens.text());
            // After a number that is the whole text, Jackson's parser stands behind the space that ends it.
            said.append(isName || (token.isNumeric() && tokens.path().isEmpty()) ? "" : " to " + tokens.end());
        }
        if (choice.nextInt(3) == 0) {
            said.append(" at ").append(tokens.path());
        }
        if (choice.nextInt(4) == 0) {
            tokens.skip();
            said.append(" skipped at ").append(tokens.path());
        }
        return said.toString();
    }
}
