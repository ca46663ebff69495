package io.bailiwick.providers.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One golden file: what a client sends as published, and what an endpoint must get in the published form of its dialect. */
record GoldenRequest(
        String name,
        Api from,
        Target target,
        JsonNode in,
        @Nullable JsonNode out,
        @Nullable String passedOver,
        JsonNode sources) {

    static List<GoldenRequest> all() {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(GoldenRequest.class.getResource("/translate/requests"))
                        .toURI()))) {
            return files.sorted().map(GoldenRequest::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Client's and endpoint's dialect, as {@code chat-mistral}. */
    String pair() {
        String to =
                target.api() == Api.MESSAGES ? "messages" : target.provider().word();
        return from.word() + "-" + to;
    }

    @Override
    public String toString() {
        return name;
    }

    private static GoldenRequest read(Path file) {
        try {
            JsonNode golden = Requests.JSON.readTree(file.toFile());
            String name = file.getFileName().toString().replace(".json", "");
            return new GoldenRequest(
                    name,
                    api(golden.get("from").textValue()),
                    target(golden.get("target")),
                    golden.get("in"),
                    golden.get("out"),
                    golden.path("passedOver").textValue(),
                    golden.get("sources"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Target target(JsonNode target) {
        JsonNode most = target.path("mostOutput");
        return new Target(
                api(target.get("api").textValue()),
                Objects.requireNonNull(Provider.ofWord(target.get("provider").textValue())),
                target.get("model").textValue(),
                target.path("inferenceGeo").textValue(),
                most.isNumber() ? most.longValue() : null);
    }

    private static Api api(String word) {
        return Objects.requireNonNull(Api.ofWord(word));
    }
}
