package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.InferenceRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of translation over conversations that nobody wrote. */
class TranslationProperties {

    private static final List<Target> TARGETS =
            List.of(Requests.ANTHROPIC, Requests.OPENAI, Requests.COMPATIBLE, Requests.MISTRAL);

    @Provide
    Arbitrary<ObjectNode> chats() {
        return Chats.requests();
    }

    /** What every dialect has a word for. */
    @Provide
    Arbitrary<ObjectNode> plainChats() {
        return Chats.requests().map(chat -> chat.without(List.of("user", "service_tier")));
    }

    @Provide
    Arbitrary<Target> targets() {
        return Arbitraries.of(TARGETS);
    }

    @Provide
    Arbitrary<GoldenRequest> golden() {
        return Arbitraries.of(GoldenRequest.all());
    }

    @Property(tries = 1000)
    void what_both_can_say_comes_back_as_it_was(@ForAll("chats") ObjectNode chat) {
        byte[] there = Requests.carried(Api.CHAT, Requests.bytes(chat), Requests.ANTHROPIC);
        byte[] back = Requests.carried(Api.MESSAGES, there, Requests.OPENAI);

        ObjectNode expected = chat.deepCopy();
        expected.put("model", "gpt").put("store", false);
        if (!expected.has("max_completion_tokens")) {
            expected.put("max_completion_tokens", 32_000);
        }
        assertThat(Requests.tree(back)).isEqualTo(expected);
    }

    /** The prefix of a conversation is what providers cache, and what they bind their signatures to. */
    @Property(tries = 500)
    void a_longer_conversation_begins_as_the_shorter_one(
            @ForAll("plainChats") ObjectNode chat, @ForAll("targets") Target target) {
        ObjectNode longer = chat.deepCopy();
        ArrayNode messages = (ArrayNode) longer.get("messages");
        messages.addObject().put("role", "assistant").put("content", "And so on.");
        messages.addObject().put("role", "user").put("content", "Go on.");

        ArrayNode before = (ArrayNode) messagesOf(chat, target);
        ArrayNode after = (ArrayNode) messagesOf(longer, target);
        assertThat(after.size()).isEqualTo(before.size() + 2);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).isEqualTo(before.get(i));
        }
    }

    @Property(tries = 500)
    void the_same_request_is_always_said_in_the_same_bytes(
            @ForAll("plainChats") ObjectNode chat, @ForAll("targets") Target target) {
        byte[] bytes = Requests.bytes(chat);

        assertThat(Requests.carried(Api.CHAT, bytes, target)).isEqualTo(Requests.carried(Api.CHAT, bytes, target));
    }

    @Property(tries = 3000)
    void damage_is_never_an_accident(
            @ForAll("golden") GoldenRequest golden,
            @ForAll("targets") Target target,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 5) int hits) {
        byte[] body = Requests.bytes(golden.in());
        for (int i = 0; i < hits; i++) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(128);
        }
        assertIsNoAccident(golden.from(), body, target);
    }

    @Property(tries = 2000)
    void values_that_change_places_are_never_an_accident(
            @ForAll("golden") GoldenRequest golden, @ForAll("targets") Target target, @ForAll Random random) {
        List<Trees.Place> places = Trees.places(golden.in(), List.of());
        Trees.Place from = places.get(random.nextInt(places.size()));
        Trees.Place to = places.get(random.nextInt(places.size()));
        JsonNode mixed = Trees.changed(golden.in(), to.path(), old -> from.value());
        assertIsNoAccident(golden.from(), Requests.bytes(mixed), target);
    }

    /** Whatever is sent is JSON that the endpoint's own dialect can be read from, with nothing twice. */
    private static void assertIsNoAccident(Api api, byte[] body, Target target) {
        if (Requests.reading(api, body) instanceof InferenceRequest) {
            Translation answer = Requests.translated(api, body, target);
            boolean fine = answer.match(
                    carried -> Requests.reading(target.api(), carried.body()) instanceof InferenceRequest,
                    passed -> passed.field().length() <= 80);
            assertThat(fine).as(new String(body, StandardCharsets.UTF_8)).isTrue();
        }
    }

    private static JsonNode messagesOf(JsonNode chat, Target target) {
        return Requests.tree(Requests.carried(Api.CHAT, Requests.bytes(chat), target))
                .get("messages");
    }
}
