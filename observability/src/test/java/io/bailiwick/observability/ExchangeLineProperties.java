package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.gateway.spine.AttemptRecord;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExchangeLineProperties {

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final ExchangeLine line = new ExchangeLine();

    @Property(tries = 500)
    void whatever_stands_in_its_texts_an_exchange_is_one_line_of_json_in_visible_ascii(
            @ForAll String session, @ForAll String version, @ForAll String tenant, @ForAll String prompt)
            throws Exception {
        Exchanges exchange = Exchanges.served();
        exchange.session = session;
        exchange.modelVersion = version;
        exchange.tenant = tenant;
        exchange.promptName = prompt;
        exchange.model = session;
        exchange.fingerprint = version;
        exchange.method = prompt;
        exchange.provider = tenant;
        exchange.attempts.add(new AttemptRecord(2, Policies.SWEDEN, "00f067aa0ba902b2", prompt, null, session, 0, 0));

        String written = line.of(exchange.record());

        assertThat(written).endsWith("\n");
        assertThat(written.substring(0, written.length() - 1)).matches("[ -~]*");
        JsonNode read = JSON.readTree(written);
        assertThat(read.path("bailiwick.inference.region").asText()).isEqualTo("azure:swedencentral");
        String kept = read.path("gen_ai.conversation.id").asText();
        assertThat(kept.length()).isLessThanOrEqualTo(129);
        if (session.length() <= 128) {
            assertThat(kept).isEqualTo(whole(session));
        }
    }

    /** Half a character cannot be kept. */
    private static String whole(String text) {
        int[] characters = text.codePoints()
                .map(each -> each >= 0xd800 && each <= 0xdfff ? 0xfffd : each)
                .toArray();
        return new String(characters, 0, characters.length);
    }
}
