package io.bailiwick.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.bailiwick.testkit.ManualTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FreshTokensTest {

    private static final URI URL = URI.create("https://a.openai.azure.com/openai/v1");
    private static final String SCOPE = "https://cognitiveservices.azure.com/.default";

    private final ManualTime time = ManualTime.standing();
    /** How far the wall clock is from where it would be if nobody had set it. */
    private Duration wall = Duration.ZERO;

    private final Deque<Question> asked = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final FreshTokens tokens = new FreshTokens(
            (ask, found, failed) -> asked.add(new Question(ask, found, failed)), time, new TokenObserver() {
                @Override
                public void given(TokenAsk ask, Instant ends) {
                    told.add("given");
                }

                @Override
                public void failed(TokenAsk ask, String why, boolean without) {
                    told.add((without ? "failed, none left: " : "failed: ") + why);
                }

                @Override
                public void over(TokenAsk ask) {
                    told.add("over");
                }
            });

    private record Question(TokenAsk ask, Consumer<AccessToken> found, Consumer<String> failed) {}

    @Test
    void nothing_is_shown_until_a_token_is_given() {
        Credential credential = kept(secret("s1"));

        assertThat(credential.isReady()).isFalse();
        assertThat(credential.isMissing()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> shown(credential)).withMessageContaining("no token");
        tokens.look();
        give("t1", Duration.ofHours(1));
        assertThat(credential.isReady()).isTrue();
        assertThat(shown(credential)).containsExactly(Map.entry("authorization", "Bearer t1"));
        assertThat(credential.toString() + credential.standing())
                .doesNotContain("t1")
                .doesNotContain("s1");
    }

    @Test
    void the_next_is_asked_for_while_a_third_of_the_time_is_left() {
        Credential credential = kept(secret("s1"));
        tokens.look();
        give("t1", Duration.ofHours(1));
        time.advance(Duration.ofMinutes(39));
        tokens.look();
        assertThat(asked).isEmpty();
        time.advance(Duration.ofMinutes(2));
        tokens.look();
        tokens.look();
        assertThat(asked).as("asked once, however often one looks").hasSize(1);
        assertThat(shown(credential)).containsValue("Bearer t1");
        give("t2", Duration.ofHours(1));
        assertThat(shown(credential)).containsValue("Bearer t2");
    }

    @Test
    void an_authority_that_is_down_costs_nothing_until_the_token_ends() {
        Credential credential = kept(secret("s1"));
        tokens.look();
        give("t1", Duration.ofHours(1));
        time.advance(Duration.ofMinutes(41));
        int questions = 0;
        while (credential.isReady()) {
            tokens.look();
            if (!asked.isEmpty()) {
                questions++;
                asked.pop().failed().accept("did not answer");
            }
            time.advance(Duration.ofSeconds(5));
            tokens.look();
        }
        assertThat(questions).isBetween(15, 40);
        assertThat(told).contains("failed: did not answer", "over");
        assertThat(credential.standing().held()).isFalse();
        assertThat(credential.standing().failures()).isEqualTo(questions);
        asked.clear();
        time.advance(Duration.ofMinutes(2));
        tokens.look();
        give("t2", Duration.ofHours(1));
        assertThat(shown(credential)).containsValue("Bearer t2");
        assertThat(credential.standing().failures()).isZero();
    }

    @Test
    void pauses_after_failures_grow_to_a_minute() {
        kept(secret("s1"));
        List<Long> pauses = new ArrayList<>();
        long last = time.getAsLong();
        for (int i = 0; i < 9; ) {
            tokens.look();
            if (asked.isEmpty()) {
                time.advance(Duration.ofMillis(250));
            } else {
                asked.pop().failed().accept("no");
                pauses.add(Duration.ofNanos(time.getAsLong() - last).toSeconds());
                last = time.getAsLong();
                i++;
            }
        }
        assertThat(pauses).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(told).allMatch("failed, none left: no"::equals);
    }

    @Test
    void a_reload_goes_on_with_the_token_and_shows_it_to_both_policies() {
        Credential old = kept(secret("s1"));
        tokens.look();
        give("t1", Duration.ofHours(1));
        Credential reloaded = kept(secret("s1"));
        tokens.look();

        assertThat(asked).as("nothing is asked again").isEmpty();
        assertThat(shown(reloaded)).containsValue("Bearer t1");
        time.advance(Duration.ofMinutes(41));
        tokens.look();
        give("t2", Duration.ofHours(1));
        assertThat(shown(old)).containsValue("Bearer t2");
        assertThat(shown(reloaded)).containsValue("Bearer t2");
    }

    @Test
    void a_new_secret_is_asked_with_at_once_and_the_token_holds_meanwhile() {
        kept(secret("s1"));
        tokens.look();
        give("t1", Duration.ofHours(1));
        Credential rotated = kept(secret("s2"));
        tokens.look();

        assertThat(asked)
                .singleElement()
                .satisfies(question -> assertThat(question.ask()
                                .identity()
                                .isSameProof(secret("s2").identity()))
                        .isTrue());
        assertThat(shown(rotated)).containsValue("Bearer t1");
        give("t2", Duration.ofHours(1));
        assertThat(shown(rotated)).containsValue("Bearer t2");
    }

    @Test
    void an_answer_to_the_old_secret_does_not_count_for_the_new_one() {
        kept(secret("s1"));
        tokens.look();
        Credential rotated = kept(secret("s2"));
        asked.pop().failed().accept("invalid_client");
        tokens.look();

        assertThat(asked).hasSize(1);
        assertThat(rotated.standing().failures()).isZero();
    }

    @Test
    void what_was_given_for_one_place_is_never_shown_to_another() {
        Credential before = kept(secret("s1"));
        tokens.look();
        give("t1", Duration.ofHours(1));
        TokenAsk here = secret("s1");
        for (TokenAsk other : List.of(
                new TokenAsk("azure", URI.create("https://evil.example/openai/v1"), here.identity(), SCOPE),
                new TokenAsk("azure", URI.create("https://a.openai.azure.com:444/openai/v1"), here.identity(), SCOPE),
                new TokenAsk("azure", URL, here.identity(), "https://ai.azure.com/.default"),
                new TokenAsk("azure", URL, new EntraIdentity.ManagedIdentity(null), SCOPE),
                new TokenAsk("azure", URL, identity("s1", "other-tenant"), SCOPE))) {
            Credential moved = kept(other);
            assertThat(moved.isReady()).as(other.toString()).isFalse();
            assertThat(shown(before)).containsValue("Bearer t1");
            kept(here);
        }
    }

    @Test
    void an_endpoint_that_refuses_its_token_is_given_another_now_and_then() {
        Credential credential = kept(secret("s1"));
        tokens.look();
        give("t1", Duration.ofHours(1));
        credential.refused();
        tokens.look();
        assertThat(asked).as("it was given this very moment").isEmpty();
        time.advance(Duration.ofSeconds(31));
        tokens.look();
        assertThat(asked).hasSize(1);
        give("t2", Duration.ofHours(1));
        time.advance(Duration.ofSeconds(31));
        tokens.look();
        assertThat(asked).as("once for each refusal").isEmpty();
    }

    @Test
    void nobody_is_believed_to_give_a_token_for_years() {
        Instant now = time.instant();

        assertThat(new AccessToken(Secret.of("t"), now, now.plus(Duration.ofDays(4000))).ends())
                .isEqualTo(now.plus(Duration.ofHours(24)));
    }

    /** As where a machine's clock ran ahead until a time server set it right. */
    @Test
    void a_clock_that_is_set_back_neither_keeps_a_token_longer_nor_puts_the_next_question_off() {
        Credential credential = kept(secret("s1"));
        tokens.look();
        wall = wall.minus(Duration.ofDays(3));
        give("t1", Duration.ofHours(1));
        wall = wall.minus(Duration.ofDays(3));
        time.advance(Duration.ofMinutes(41));
        tokens.look();
        assertThat(asked).as("two thirds of the hour are over").hasSize(1);
        asked.pop().failed().accept("did not answer");
        wall = wall.minus(Duration.ofDays(3));
        time.advance(Duration.ofSeconds(1));
        tokens.look();
        assertThat(asked).as("the pause after a failure is over").hasSize(1);
        time.advance(Duration.ofMinutes(19));
        tokens.look();
        assertThat(credential.isReady()).as("the hour is over").isFalse();
    }

    @Test
    void a_clock_that_is_set_forward_ends_no_token() {
        Credential credential = kept(secret("s1"));
        tokens.look();
        give("t1", Duration.ofHours(1));
        wall = wall.plus(Duration.ofDays(3));
        tokens.look();

        assertThat(credential.isReady()).isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_short_token_is_shown_to_its_end_and_a_long_one_until_shortly_before() {
        for (int[] lifeAndShown : new int[][] {{10, 10}, {20, 20}, {60, 50}}) {
            Credential credential = kept(secret("s" + lifeAndShown[0]));
            tokens.look();
            give("t", Duration.ofSeconds(lifeAndShown[0]));
            time.advance(Duration.ofSeconds(lifeAndShown[1]).minusNanos(1));
            tokens.look();
            assertThat(credential.isReady()).isTrue();
            asked.pop().failed().accept("did not answer");
            time.advance(Duration.ofNanos(1));
            tokens.look();
            assertThat(credential.isReady()).isFalse();
            asked.clear();
        }
    }

    private Credential kept(TokenAsk ask) {
        Credential credential = Credential.token(ask);
        tokens.replace(List.of(Credential.NONE, credential));
        return credential;
    }

    private void give(String token, Duration life) {
        Instant now = time.instant().plus(wall);
        asked.pop().found().accept(new AccessToken(Secret.of(token), now, now.plus(life)));
    }

    private static TokenAsk secret(String secret) {
        return new TokenAsk("azure", URL, identity(secret, "tenant"), SCOPE);
    }

    private static EntraIdentity identity(String secret, String tenant) {
        return new EntraIdentity.ClientSecret(
                URI.create("https://login.microsoftonline.com"), tenant, "app", Secret.of(secret), null);
    }

    private static Map<String, String> shown(Credential credential) {
        Map<String, String> headers = new HashMap<>();
        credential.addTo(headers::put);
        return headers;
    }
}
