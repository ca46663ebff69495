package io.bailiwick.gateway.spine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON of our own, written to memory. */
public final class JsonBytes {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonBytes() {}

    public static byte[] of(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** What to write. */
    public interface Writing {
        void to(JsonGenerator out) throws IOException;
    }
}
