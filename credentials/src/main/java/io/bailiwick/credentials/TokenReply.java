package io.bailiwick.credentials;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** An answer that holds a token, written anew: whoever reads it next may quote what it does not understand in its log. */
final class TokenReply {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String TOKEN = "access_token";
    private static final Set<String> TIMES = Set.of("expires_in", "ext_expires_in", "expires_on");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final int MOST_CHARS = 16 << 10;

    private TokenReply() {}

    /** Throws {@link EntraWire.RefusedException}, without a word of {@code reply}, where it holds none. */
    static String cleaned(byte[] reply) {
        try {
            return written(read(reply));
        } catch (IOException noJson) {
            throw new EntraWire.RefusedException("answered what is not JSON");
        }
    }

    private static Map<String, String> read(byte[] reply) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(reply)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new EntraWire.RefusedException("answered what is no object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    found.put(name, parser.getText());
                }
                parser.skipChildren();
            }
        }
        return found;
    }

    private static String written(Map<String, String> found) throws IOException {
        String token = found.get(TOKEN);
        if (token == null) {
            throw new EntraWire.RefusedException("gave no token");
        }
        if (token.length() > MOST_CHARS || Secret.flaw(token) != null) {
            throw new EntraWire.RefusedException("gave a token that no header could carry");
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("token_type", "Bearer");
            out.writeStringField(TOKEN, token);
            for (String time : TIMES) {
                String seconds = found.get(time);
                if (seconds != null && SECONDS.matcher(seconds).matches()) {
                    out.writeStringField(time, seconds);
                }
            }
            out.writeEndObject();
        }
        return text.toString();
    }
}
