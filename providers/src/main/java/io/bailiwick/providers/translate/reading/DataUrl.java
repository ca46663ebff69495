package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Source;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads where an image or document is from a URL. */
final class DataUrl {

    private static final String BASE64 = ";base64,";
    private static final int MEDIA_TYPE_CHARS = 100;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]+/[a-z0-9.+-]+");

    private DataUrl() {}

    /** {@code data:} with base64 in it, or a link; anything else cannot be said. */
    static Source source(JsonValue url) {
        String start = url.beginning("data:".length() + MEDIA_TYPE_CHARS + BASE64.length());
        String lower = start.toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://") || lower.startsWith("http://")) {
            return new Source.Link(url);
        }
        int base64 = start.indexOf(BASE64);
        if (!lower.startsWith("data:") || base64 < 0) {
            throw url.cannotSay();
        }
        String mediaType = mediaType(start.substring("data:".length(), base64), url);
        int from = url.offsetOf(base64 + BASE64.length());
        return new Source.Inline(url.start(), mediaType, url, from, url.start() + url.length() - 1);
    }

    /** A media type without parameters, so that it needs no escape. */
    static String mediaType(String text, JsonValue where) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!MEDIA_TYPE.matcher(lower).matches()) {
            throw where.cannotSay();
        }
        return lower;
    }
}
