package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.providers.Dialect;
import io.bailiwick.providers.HeaderRules;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Which headers of a reply a client sees. */
class UpstreamHeadProperties {

    @Property(tries = 500)
    void a_client_sees_what_its_dialect_lists_in_lower_case_and_nothing_else(
            @ForAll Dialect dialect, @ForAll List<@From("names") String> names, @ForAll boolean decoded) {
        HttpHeaders headers = new DefaultHttpHeaders();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            headers.add(decoded ? new AsciiString(name) : name, "v" + i);
            String lower = name.toLowerCase(Locale.ROOT);
            if (HeaderRules.passesToClient(dialect, lower)) {
                expected.add(lower + "=v" + i);
            }
        }

        assertThat(UpstreamHead.forClient(headers, dialect).entries())
                .extracting(Object::toString)
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> listed = Arbitraries.of(
                        HeaderRules.responseAllowed(Dialect.OPENAI), HeaderRules.responseAllowed(Dialect.ANTHROPIC))
                .flatMap(Arbitraries::of);
        Arbitrary<String> others = Arbitraries.of(
                "set-cookie",
                "server",
                "content-length",
                "transfer-encoding",
                "x-ratelimit-remaining-tokens",
                "x-ratelimit-",
                "x-ratelimit",
                "anthropic-ratelimit-requests-limit",
                "anthropic-organization-id",
                "bailiwick-region",
                "openai-organization");
        return Arbitraries.oneOf(listed, others)
                .flatMap(name -> Arbitraries.of(name, name.toUpperCase(Locale.ROOT), capitalized(name)));
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
