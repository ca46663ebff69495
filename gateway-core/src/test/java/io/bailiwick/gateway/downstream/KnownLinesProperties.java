package io.bailiwick.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** One walk over a head finds what asking the head for each name finds, however the names are written. */
class KnownLinesProperties {

    @Property
    void a_walk_finds_what_asking_finds(@ForAll("heads") List<Map.Entry<AsciiString, String>> head) {
        HttpHeaders headers = new DefaultHttpHeaders();
        head.forEach(line -> headers.add(line.getKey(), line.getValue()));
        KnownLines lines = KnownLines.of(headers);
        for (KnownHeader known : KnownHeader.values()) {
            assertThat(lines.get(known)).isEqualTo(headers.get(known.text()));
        }
        assertThat(lines.twice())
                .isEqualTo(Arrays.stream(KnownHeader.values())
                        .filter(KnownHeader::isSingle)
                        .filter(known -> headers.getAll(known.text()).size() > 1)
                        .findFirst()
                        .orElse(null));
        assertThat(lines.underscored()).isEqualTo(headers.names().stream().anyMatch(name -> name.indexOf('_') >= 0));
    }

    @Example
    void a_name_is_known_in_any_letters_and_its_neighbours_are_not() {
        for (KnownHeader known : KnownHeader.values()) {
            String name = known.text().toString();
            assertThat(KnownHeader.named(new AsciiString(name.toUpperCase(Locale.ROOT))))
                    .isEqualTo(known);
            assertThat(KnownHeader.named(name + "x")).isNull();
            assertThat(KnownHeader.named(name.substring(1))).isNull();
        }
    }

    /** Every octet that could stand at any place instead of the right one. */
    @Example
    void a_name_with_one_other_octet_is_another_unless_only_its_case_differs() {
        for (KnownHeader known : KnownHeader.values()) {
            byte[] octets = known.text().toByteArray();
            for (int at = 0; at < octets.length; at++) {
                for (int octet = 0; octet < 256; octet++) {
                    byte[] other = octets.clone();
                    other[at] = (byte) octet;
                    boolean same = Character.toLowerCase((char) octet) == octets[at];
                    assertThat(KnownHeader.named(new AsciiString(other)) == known)
                            .as("octet %d at %d of %s", octet, at, known)
                            .isEqualTo(same);
                }
            }
        }
    }

    @Example
    void what_means_one_thing_only_when_it_comes_once_is_as_it_was() {
        assertThat(Arrays.stream(KnownHeader.values()).filter(KnownHeader::isSingle))
                .extracting(known -> known.text().toString())
                .containsExactly(
                        "host",
                        "content-length",
                        "transfer-encoding",
                        "content-type",
                        "content-encoding",
                        "authorization",
                        "expect",
                        "x-api-key",
                        "traceparent",
                        "bailiwick-jurisdiction",
                        "bailiwick-session",
                        "bailiwick-prompt");
    }

    @Provide
    Arbitrary<List<Map.Entry<AsciiString, String>>> heads() {
        Arbitrary<String> known =
                Arbitraries.of(KnownHeader.values()).map(each -> each.text().toString());
        Arbitrary<String> close = known.map(name -> name.replace('-', '_'));
        Arbitrary<String> other = Arbitraries.of("x-a", "user-agent", "accept-encoding", "x_y", "hos", "hostt");
        Arbitrary<String> names = Arbitraries.frequencyOf(Tuple.of(6, known), Tuple.of(1, close), Tuple.of(3, other));
        Arbitrary<AsciiString> written = Combinators.combine(names, Arbitraries.integers())
                .as((name, letters) -> new AsciiString(inLetters(name, letters)));
        Arbitrary<String> values = Arbitraries.strings().withChars("ab,5").ofMaxLength(6);
        return Combinators.combine(written, values).as(Map::entry).list().ofMaxSize(12);
    }

    private static String inLetters(String name, int letters) {
        StringBuilder written = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            if ((letters >> (i & 31) & 1) == 1) {
                written.setCharAt(i, Character.toUpperCase(name.charAt(i)));
            }
        }
        return written.toString();
    }
}
