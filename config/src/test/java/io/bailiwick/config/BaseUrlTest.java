package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

class BaseUrlTest {

    /** A host that is read without the tables of Unicode is the one that they would give. */
    @Property
    void a_host_has_the_form_that_the_tables_of_unicode_give_it(@ForAll("hosts") String host) {
        String read = BaseUrl.Form.host(host);
        Statistics.collect(read != null);
        if (read != null) {
            assertThat(read).isEqualTo(byTables(host));
        } else if (byTables(host) != null && host.matches("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)*")) {
            throw new AssertionError(host + " is a plain name");
        }
    }

    @Provide
    Arbitrary<String> hosts() {
        Arbitrary<String> label = Arbitraries.strings()
                .withChars("abzAZ09-ß\u00fc_")
                .ofMinLength(1)
                .ofMaxLength(6);
        Arbitrary<String> plain = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(70);
        Arbitrary<String> any = Arbitraries.oneOf(label, plain, Arbitraries.of("xn--nxasmq6b", "a--b", "Eu", "com"));
        return any.list().ofMinSize(1).ofMaxSize(4).map(labels -> String.join(".", labels));
    }

    private static @Nullable String byTables(String host) {
        try {
            String ascii = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        } catch (IllegalArgumentException noName) {
            return null;
        }
    }
}
