package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.gateway.spine.AttemptRecord;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

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

    /** A writer remembers how it last wrote each text. */
    @Property(tries = 300)
    void what_a_writer_wrote_before_changes_no_line(
            @ForAll @Size(max = 12) List<@From("texts") String> sessions,
            @ForAll @Size(max = 12) List<@From("texts") String> names) {
        for (int i = 0; i < Math.min(sessions.size(), names.size()); i++) {
            Exchanges exchange = Exchanges.served();
            exchange.session = sessions.get(i);
            exchange.modelVersion = names.get(i);
            exchange.promptName = i % 3 == 0 ? null : sessions.get(i);
            exchange.route = names.get(i);
            exchange.parentSpanId = i % 2 == 0 ? null : names.get(i);
            exchange.attempts.add(new AttemptRecord(
                    2, Policies.SWEDEN, "00f067aa0ba902b2", names.get(i), 200 + i, sessions.get(i), 0, i * 777_777L));

            assertThat(line.of(exchange.record())).isEqualTo(new ExchangeLine().of(exchange.record()));
        }
    }

    /** Few, so that many come again, at the bounds of what is kept and shown. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                "",
                "chat",
                "ch\"at\\",
                "\u0163",
                "c",
                "\ud83d\ude00",
                "\ud83d",
                "x".repeat(127) + "\ud83d\ude00",
                "x".repeat(128),
                "x".repeat(129),
                "\u00e9".repeat(1025));
    }

    /** Half a character cannot be kept. */
    private static String whole(String text) {
        int[] characters = text.codePoints()
                .map(each -> each >= 0xd800 && each <= 0xdfff ? 0xfffd : each)
                .toArray();
        return new String(characters, 0, characters.length);
    }
}
