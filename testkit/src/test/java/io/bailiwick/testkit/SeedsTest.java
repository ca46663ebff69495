package io.bailiwick.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void a_failure_names_the_seed_that_brings_it_back() {
        List<Long> drawn = new ArrayList<>();
        Throwable failure = catchThrowable(() -> Seeds.each(3, random -> {
            drawn.add(random.nextLong());
            throw new IllegalStateException("bad luck");
        }));
        Matcher seed = Pattern.compile("Seeds.only\\((-?\\d+)L").matcher(String.valueOf(failure.getMessage()));

        assertThat(seed.find()).isTrue();
        Seeds.only(Long.parseLong(seed.group(1)), random -> drawn.add(random.nextLong()));
        assertThat(drawn).hasSize(2);
        assertThat(drawn.get(0)).isEqualTo(drawn.get(1));
    }

    @Test
    void an_assertion_that_fails_is_a_failure_too() {
        assertThatThrownBy(() -> Seeds.only(1, random -> {
                    throw new AssertionError("no");
                }))
                .hasMessageContaining("Seeds.only(1L");
    }

    @Test
    void canaries_of_one_seed_are_the_same_and_of_another_not() {
        Seeds.only(7, random -> assertThat(Canaries.from(random).all()).doesNotHaveDuplicates());
        assertThat(Canaries.fresh()).isNotEqualTo(Canaries.fresh());
    }
}
