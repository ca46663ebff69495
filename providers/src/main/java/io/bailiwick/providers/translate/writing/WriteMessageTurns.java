package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.conversation.Shown;
import io.bailiwick.providers.translate.conversation.Source;
import io.bailiwick.providers.translate.conversation.Turn;
import io.bailiwick.providers.translate.conversation.Uttered;
import io.bailiwick.providers.translate.json.CannotSayException;
import io.bailiwick.providers.translate.json.JsonOut;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the turns of Anthropic Messages: instructions apart, and the user's side of each exchange in one message. */
final class WriteMessageTurns {

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final Conversation said;
    private final JsonOut out;
    private final Thoughts thoughts;

    WriteMessageTurns(Conversation said, JsonOut out) {
        this.said = said;
        this.out = out;
        this.thoughts = new Thoughts(said);
    }

    void write() {
        List<Turn> turns = sayable();
        int first = system(turns);
        if (first == turns.size() || turns.get(first) instanceof Turn.Answered) {
            // The user speaks first there.
            throw new CannotSayException(
                    first == turns.size() ? said.at() : turns.get(first).at());
        }
        out.key("messages").list();
        for (int i = first; i < turns.size(); i++) {
            if (turns.get(i) instanceof Turn.Answered answered) {
                answered(answered);
            } else {
                int end = i + 1;
                while (end < turns.size() && !(turns.get(end) instanceof Turn.Answered)) {
                    end++;
                }
                user(turns.subList(i, end));
                i = end - 1;
            }
        }
        out.endList();
    }

    /** The turns with what is left of each answer; one that says nothing has no place there. */
    private List<Turn> sayable() {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < said.turns().size(); i++) {
            Turn turn = said.turns().get(i);
            if (turn instanceof Turn.Answered whole) {
                List<Uttered> parts = present(whole, i);
                if (!parts.isEmpty()) {
                    turns.add(new Turn.Answered(whole.at(), parts));
                }
            } else {
                turns.add(turn);
            }
        }
        return turns;
    }

    /** Writes the instructions that come before everything else, and says how many there are. */
    private int system(List<Turn> turns) {
        List<JsonValue> texts = new ArrayList<>();
        int count = 0;
        while (count < turns.size() && turns.get(count) instanceof Turn.Instruction instruction) {
            instruction.texts().stream().filter(text -> !text.isEmptyText()).forEach(texts::add);
            count++;
        }
        if (!texts.isEmpty()) {
            out.key("system");
            texts(texts);
        }
        return count;
    }

    private void texts(List<JsonValue> texts) {
        if (texts.size() == 1) {
            out.value(texts.get(0));
            return;
        }
        out.list();
        texts.forEach(this::text);
        out.endList();
    }

    /** Results come first in a message. */
    private void user(List<Turn> turns) {
        out.object().key("role").word("user").key("content");
        List<Shown> shown = new ArrayList<>();
        List<Turn.Result> results = new ArrayList<>();
        for (Turn turn : turns) {
            turn.match(
                    late -> {
                        // Only some models take instructions here.
                        throw new CannotSayException(late.at());
                    },
                    asked -> shown.addAll(present(asked)),
                    answered -> {},
                    result -> {
                        if (!shown.isEmpty()) {
                            throw new CannotSayException(result.at());
                        }
                        results.add(result);
                    });
        }
        content(results, shown);
        out.endObject();
    }

    private void content(List<Turn.Result> results, List<Shown> shown) {
        if (results.isEmpty() && shown.size() == 1 && shown.get(0) instanceof Shown.Text only) {
            out.value(only.words());
            return;
        }
        out.list();
        results.forEach(this::result);
        shown.forEach(this::shown);
        out.endList();
    }

    /** Empty text is refused there, and says nothing beside something else. */
    private static List<Shown> present(Turn.Asked asked) {
        List<Shown> present = asked.parts().stream()
                .filter(part ->
                        !(part instanceof Shown.Text text && text.words().isEmptyText()))
                .toList();
        if (present.isEmpty()) {
            throw new CannotSayException(asked.at());
        }
        return present;
    }

    private void result(Turn.Result result) {
        out.object().key("type").word("tool_result").key("tool_use_id").value(id(result.id()));
        if (result.parts().size() == 1 && result.parts().get(0) instanceof Shown.Text only) {
            out.key("content").value(only.words());
        } else if (!result.parts().isEmpty()) {
            out.key("content").list();
            result.parts().forEach(this::shown);
            out.endList();
        }
        if (result.failed() != null) {
            out.key("is_error").literal("true");
        }
        out.endObject();
    }

    private void shown(Shown part) {
        part.match(text -> text(text.words()), this::image, document -> {
            out.object().key("type").word("document").key("source");
            source(document.source());
            Optionals.say("title", document.name(), out);
            out.endObject();
        });
    }

    private void image(Shown.Image image) {
        if (image.detail() != null) {
            throw image.detail().cannotSay();
        }
        if (image.source() instanceof Source.Inline inline && !IMAGES.contains(inline.mediaType())) {
            throw new CannotSayException(image.at());
        }
        out.object().key("type").word("image").key("source");
        source(image.source());
        out.endObject();
    }

    private void source(Source source) {
        source.match(
                inline -> out.object()
                        .key("type")
                        .word("base64")
                        .key("media_type")
                        .word(inline.mediaType())
                        .key("data")
                        .piece("", inline.holder().body(), inline.from(), inline.to())
                        .endObject(),
                link -> out.object()
                        .key("type")
                        .word("url")
                        .key("url")
                        .value(link.url())
                        .endObject());
    }

    private void text(JsonValue words) {
        out.object().key("type").word("text").key("text").value(words).endObject();
    }

    private List<Uttered> present(Turn.Answered turn, int index) {
        return turn.parts().stream()
                .filter(part -> !(part instanceof Uttered.Spoken spoken
                        && spoken.words().isEmptyText()))
                .filter(part -> !leftOut(part, turn, index))
                .toList();
    }

    private void answered(Turn.Answered turn) {
        List<Uttered> parts = turn.parts();
        out.object().key("role").word("assistant").key("content");
        if (parts.size() == 1 && parts.get(0) instanceof Uttered.Spoken only) {
            out.value(only.words());
        } else {
            out.list();
            parts.forEach(this::uttered);
            out.endList();
        }
        out.endObject();
    }

    /** Reasoning without a signature of its own is refused there. */
    private boolean leftOut(Uttered part, Turn.Answered turn, int index) {
        if (part instanceof Uttered.Thought thought && !isProven(thought.proof())) {
            thoughts.leaveOut(thought, turn, index);
            return true;
        }
        return false;
    }

    private static boolean isProven(Uttered.@Nullable Proof proof) {
        return proof != null && !proof.foreign();
    }

    private void uttered(Uttered part) {
        part.match(
                this::thought,
                spoken -> text(spoken.words()),
                refused -> {
                    throw refused.words().cannotSay();
                },
                call -> {
                    out.object().key("type").word("tool_use").key("id").value(id(call.id()));
                    out.key("name").value(call.name()).key("input");
                    input(call.arguments());
                    out.endObject();
                });
    }

    private void thought(Uttered.Thought thought) {
        Uttered.Proof proof = thought.proof();
        if (proof == null) {
            throw new IllegalStateException("a thought without a proof was left out before");
        }
        out.object().key("type");
        if (proof.sealed()) {
            out.word("redacted_thinking").key("data");
        } else {
            out.word("thinking").key("thinking").joined(thought.texts()).key("signature");
        }
        out.value(proof.value()).endObject();
    }

    private void input(JsonValue arguments) {
        if (arguments.isObject()) {
            out.value(arguments);
            return;
        }
        String json = arguments.text();
        if (json.isBlank()) {
            out.literal("{}");
        } else if (arguments.body().isObject(json)) {
            out.literal(json);
        } else {
            throw arguments.cannotSay();
        }
    }

    private static JsonValue id(JsonValue id) {
        return id.onlyIf(ID.matcher(id.text()).matches());
    }
}
