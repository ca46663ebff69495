package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodyToolsTest {

    private static final byte[] BROKEN = utf8("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"secret\":}]}");
    private static final byte[] WELL = utf8("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

    private final InferenceReader reader = new InferenceReader(Bodies.GATE, Bodies.LIMITS);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_broken_bodys_keys_are_let_go_when_its_reader_is_put_away() {
        for (int i = 0; i < 3; i++) {
            assertThat(reader.read(Api.CHAT, BROKEN)).isInstanceOf(Malformed.class);
            assertThat(reader.read(Api.CHAT, WELL)).isInstanceOf(InferenceRequest.class);
        }
    }

    @Test
    void a_reader_that_is_put_away_in_the_midst_of_a_body_has_no_more_of_it() {
        BodyTools tools = BodyTools.ofEachThread(Bodies.LIMITS).get();
        BodyCursor cursor = tools.cursorOver(WELL, Bodies.GATE.of(Api.CHAT));
        assertThat(cursor.next()).isEqualTo(JsonToken.START_OBJECT);
        JsonTokens value = tools.valueAt(WELL, 0);
        assertThat(value.next()).isEqualTo(JsonToken.START_OBJECT);

        tools.putAway();

        assertThat(cursor.next()).isNull();
        assertThat(value.next()).isNull();
    }
}
