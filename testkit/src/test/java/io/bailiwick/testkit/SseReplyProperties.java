package io.bailiwick.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;

class SseReplyProperties {

    @Property(tries = 200)
    void whatever_was_framed_is_read_back(@ForAll List<@AlphaChars @NumericChars String> data) {
        StringBuilder text = new StringBuilder();
        data.forEach(each -> text.append("data: ").append(each).append("\n\n"));

        assertThat(SseReply.of(text.toString()).data()).isEqualTo(data);
    }
}
