package io.bailiwick.providers;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in a body the values stand that may be edited, and the splicing of it. */
final class BodySpans {

    /** The bytes from {@code start} to before {@code end}. */
    record Span(int start, int end) {}

    private record Splice(Span span, String text) {

        byte[] utf8() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        /** Whether exactly that stands there. */
        boolean changesNothing(byte[] body) {
            byte[] utf8 = utf8();
            return Arrays.equals(body, span.start, span.end, utf8, 0, utf8.length);
        }
    }

    private int afterBrace;
    private @Nullable Span model;
    private @Nullable Span inferenceGeo;
    private @Nullable Span streamOptions;
    private @Nullable Span includeUsage;
    private boolean streamOptionsEmpty;
    private @Nullable Span store;
    private boolean storeIsNull;

    void opened(int afterBrace) {
        this.afterBrace = afterBrace;
    }

    void model(Span span) {
        model = span;
    }

    void inferenceGeo(Span span) {
        inferenceGeo = span;
    }

    /** The null, or the opening brace of the object. */
    void streamOptions(Span span) {
        streamOptions = span;
    }

    void streamOptionsAreEmpty(boolean empty) {
        streamOptionsEmpty = empty;
    }

    void includeUsage(Span span) {
        includeUsage = span;
    }

    void store(Span span, boolean isNull) {
        store = span;
        storeIsNull = isNull;
    }

    boolean storeOmitted() {
        return store == null || storeIsNull;
    }

    byte[] spliced(byte[] body, Api api, boolean stream, UpstreamEdits edits) {
        List<Splice> splices = new ArrayList<>(2);
        if (!stands(model, edits.model(), body)) {
            replaceOrAdd(splices, model, "model", quoted(edits.model()));
        }
        if (edits.inferenceGeo() != null && api == Api.MESSAGES) {
            replaceOrAdd(splices, inferenceGeo, "inference_geo", quoted(edits.inferenceGeo()));
        }
        if (stream && (api == Api.CHAT || api == Api.COMPLETIONS)) {
            forceUsage(splices, body);
        }
        if (edits.forbidStore() && api == Api.RESPONSES && storeOmitted()) {
            replaceOrAdd(splices, store, "store", "false");
        }
        return join(body, splices);
    }

    /** Whether exactly that text stands there, plainly: a model is often called upstream as the client calls it. */
    private static boolean stands(@Nullable Span span, String text, byte[] body) {
        if (span == null || span.end - span.start != text.length() + 2 || body[span.start] != '"') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '"' || c != body[span.start + 1 + i]) {
                return false;
            }
        }
        return body[span.end - 1] == '"';
    }

    private void forceUsage(List<Splice> splices, byte[] body) {
        if (includeUsage != null) {
            splices.add(new Splice(includeUsage, "true"));
        } else if (streamOptions == null || body[streamOptions.start()] != '{') {
            replaceOrAdd(splices, streamOptions, "stream_options", "{\"include_usage\":true}");
        } else {
            int after = streamOptions.start() + 1;
            String added = "\"include_usage\":true" + (streamOptionsEmpty ? "" : ",");
            splices.add(new Splice(new Span(after, after), added));
        }
    }

    private void replaceOrAdd(List<Splice> splices, @Nullable Span span, String key, String value) {
        // Something always follows what is added: the object has a model.
        splices.add(
                span != null
                        ? new Splice(span, value)
                        : new Splice(new Span(afterBrace, afterBrace), "\"" + key + "\":" + value + ","));
    }

    private static byte[] join(byte[] body, List<Splice> splices) {
        if (!splices.isEmpty()) {
            splices.removeIf(splice -> splice.changesNothing(body));
        }
        if (splices.isEmpty()) {
            return body;
        }
        splices.sort(Comparator.comparingInt(splice -> splice.span().start()));
        ByteArrayOutputStream joined = new ByteArrayOutputStream(body.length + 256);
        int from = 0;
        for (Splice splice : splices) {
            joined.write(body, from, splice.span().start() - from);
            joined.writeBytes(splice.utf8());
            from = splice.span().end();
        }
        joined.write(body, from, body.length - from);
        return joined.toByteArray();
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
