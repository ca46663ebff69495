package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.bailiwick.identity.Identification.Waited;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private record Fetch(Consumer<byte[]> found, Consumer<String> failed) {}

    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());
    private final Deque<Fetch> fetches = new ArrayDeque<>();
    private final List<Waited> told = new ArrayList<>();
    private int asked;

    private final IssuerKeys keys = new IssuerKeys(
            URI.create("https://id.example/jwks"),
            (url, found, failed) -> {
                asked++;
                fetches.add(new Fetch(found, failed));
            },
            nanos::get,
            SourcesObserver.NONE,
            IssuerKeys.Times.USUAL);

    @Test
    void a_key_that_is_missing_is_waited_for_and_asked_for_at_once() throws JOSEException {
        answer("a");
        keys.await("b", told::add);
        assertThat(asked).as("within the spacing").isEqualTo(1);
        pass(Duration.ofSeconds(1));
        assertThat(asked).isEqualTo(2);
        assertThat(told).isEmpty();
        found("a", "b");
        assertThat(told).containsExactly(Waited.ANSWERED);
        assertThat(keys.fresh().has("b")).isTrue();
    }

    @Test
    void an_answer_that_was_under_way_already_tells_only_whom_it_helps() throws JOSEException {
        keys.look();
        keys.await("here", told::add);
        keys.await("later", told::add);
        found("here");
        assertThat(told).hasSize(1);
        pass(Duration.ofSeconds(1));
        found("here", "later");
        assertThat(told).containsExactly(Waited.ANSWERED, Waited.ANSWERED);
    }

    @Test
    void a_flood_of_unknown_keys_asks_no_more_than_once_a_second_and_holds_no_more_than_a_thousand()
            throws JOSEException {
        answer("a");
        for (int second = 0; second < 5; second++) {
            for (int each = 0; each < 700; each++) {
                keys.await("unknown-" + second + "-" + each, told::add);
            }
            pass(Duration.ofSeconds(1));
            found("a");
        }
        assertThat(asked).isEqualTo(6);
        for (int each = 0; each < 1_500; each++) {
            keys.await("x" + each, told::add);
        }
        assertThat(told).filteredOn(Waited.UNANSWERED::equals).hasSize(500);
    }

    @Test
    void an_issuer_that_is_down_at_the_start_is_asked_again_and_nobody_waits_twice_as_long() throws JOSEException {
        keys.await("a", told::add);
        failed();
        assertThat(told).containsExactly(Waited.UNANSWERED);
        keys.await("a", told::add);
        assertThat(told).as("at once: it has just not answered").hasSize(2);
        pass(Duration.ofSeconds(5));
        assertThat(asked).isEqualTo(2);
        found("a");
        assertThat(keys.fresh()).isNotNull();
    }

    @Test
    void keys_outlive_an_issuer_that_goes_down_and_are_not_believed_for_ever() throws JOSEException {
        answer("a");
        for (int minute = 0; minute < 60; minute++) {
            pass(Duration.ofMinutes(1));
            if (!fetches.isEmpty()) {
                failed();
            }
            assertThat(keys.fresh()).as("after %d minutes", minute + 1).isNotNull();
        }
        pass(Duration.ofMinutes(1));
        assertThat(keys.fresh()).isNull();
    }

    @Test
    void what_is_published_in_the_same_words_stays_the_same_object() throws JOSEException {
        ECKey key = key("a");
        keys.look();
        found(key);
        KeySet before = keys.fresh();
        pass(Duration.ofMinutes(5));
        found(key);
        assertThat(keys.fresh()).isSameAs(before);
        pass(Duration.ofMinutes(5));
        found(key("a"));
        assertThat(keys.fresh()).isNotSameAs(before);
    }

    @Test
    void what_is_no_key_set_keeps_the_last_good_one() throws JOSEException {
        answer("a");
        for (String bad : new String[] {
            "", "[]", "{}", "{\"keys\":[]}", "{\"keys\":7}", "<html>", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"
        }) {
            pass(Duration.ofMinutes(6));
            fetches.remove().found.accept(bad.getBytes(StandardCharsets.UTF_8));
            assertThat(keys.fresh().has("a")).as(bad).isTrue();
        }
    }

    private void answer(String... kids) throws JOSEException {
        keys.look();
        found(kids);
    }

    private void found(String... kids) throws JOSEException {
        ECKey[] published = new ECKey[kids.length];
        for (int at = 0; at < kids.length; at++) {
            published[at] = key(kids[at]);
        }
        found(published);
    }

    private void found(ECKey... published) {
        String text = new JWKSet(List.of(published)).toString(true);
        fetches.remove().found.accept(text.getBytes(StandardCharsets.UTF_8));
    }

    private void failed() {
        fetches.remove().failed.accept("is down");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        keys.look();
    }

    private static ECKey key(String kid) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    }
}
