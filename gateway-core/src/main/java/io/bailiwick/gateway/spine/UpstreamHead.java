package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Dialect;
import io.bailiwick.providers.HeaderRules;
import io.bailiwick.routing.RetryOn;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.util.AsciiString;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the head of a reply means. */
final class UpstreamHead {

    /** Names as bytes, which keep their hash; this class and those beside it look for a dozen in each head. */
    private static final AsciiString[] REQUEST_IDS = {
        AsciiString.cached("x-request-id"),
        AsciiString.cached("request-id"),
        AsciiString.cached("apim-request-id"),
        AsciiString.cached("x-amzn-requestid")
    };

    private static final AsciiString SERVED_MODEL = AsciiString.cached("x-ms-served-model");
    private static final AsciiString REGION = AsciiString.cached("x-ms-region");
    private static final AsciiString RETRY_AFTER_MS = AsciiString.cached("retry-after-ms");

    /** It stays as it was decoded, and {@link io.bailiwick.gateway.wire.HeadBytes} looks at each octet that goes out. */
    private static final HttpHeadersFactory AS_IT_CAME =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private static final Passing OPENAI = Passing.to(Dialect.OPENAI);
    private static final Passing ANTHROPIC = Passing.to(Dialect.ANTHROPIC);

    private UpstreamHead() {}

    /** What the upstream calls this attempt, if it says; shortened, for it is somebody else's text. */
    static @Nullable String requestId(HttpHeaders headers) {
        for (AsciiString name : REQUEST_IDS) {
            String value = headers.get(name);
            if (value != null) {
                return value.length() <= 128 ? value : value.substring(0, 128);
            }
        }
        return null;
    }

    /** What a router of models says that it served. */
    static @Nullable String servedModel(HttpHeaders headers) {
        return headers.get(SERVED_MODEL);
    }

    /**
     * The region of Azure's that a reply names, as the catalogue calls it: {@code Sweden Central} is {@code azure:swedencentral}.
     *
     * <p>Source: seen in replies of Azure OpenAI; no document defines it.
     */
    static @Nullable String region(HttpHeaders headers) {
        String shown = headers.get(REGION);
        return shown == null || shown.length() > 64
                ? null
                : "azure:" + shown.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    /** The way of failing that this status is; null for a status that is an answer, or that is never one. */
    static @Nullable RetryOn movesOnAs(int status) {
        return switch (status) {
            case 408 -> RetryOn.REQUEST_TIMEOUT;
            case 429 -> RetryOn.TOO_MANY_REQUESTS;
            default -> status >= 500 ? RetryOn.SERVER_ERROR : null;
        };
    }

    /**
     * How long it asks to be left alone, in seconds or up to a date; null where it does not. Who asks for no time at all has
     * failed like any other: it would rest for nothing, and be asked for ever.
     *
     * <p>Source: the official SDKs read {@code retry-after-ms} before {@code retry-after}.
     */
    static @Nullable Duration retryAfter(HttpHeaders headers, Instant now) {
        Duration millis = lasting(duration(headers.get(RETRY_AFTER_MS), 1));
        if (millis != null) {
            return millis;
        }
        String value = headers.get(HttpHeaderNames.RETRY_AFTER);
        Duration seconds = duration(value, 1000);
        return lasting(seconds != null ? seconds : untilDate(value, now));
    }

    private static @Nullable Duration lasting(@Nullable Duration rest) {
        return rest == null || rest.compareTo(SpentLimit.SHORTEST) < 0 ? null : rest;
    }

    private static @Nullable Duration untilDate(@Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        try {
            return Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
        } catch (DateTimeException neitherNumberNorDate) {
            return null;
        }
    }

    private static @Nullable Duration duration(@Nullable String value, int millisPerUnit) {
        if (value == null || !value.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
            return null;
        }
        return Duration.ofMillis((long) (Double.parseDouble(value) * millisPerUnit));
    }

    /** A translated reply's status: one that the client's SDKs know, for one that only the endpoint's dialect has. */
    static int statusFor(int status, Dialect clients) {
        return status == 529 && clients == Dialect.OPENAI ? 503 : status;
    }

    /** The same as {@link #forClient(HttpHeaders, Dialect)}, from an endpoint of another dialect: the id of the reply has another name. */
    static HttpHeaders forClient(HttpHeaders headers, Dialect spoken, Dialect clients) {
        HttpHeaders passed = forClient(headers, clients);
        String id = spoken == clients ? null : requestId(headers);
        if (id != null) {
            passed.set(clients == Dialect.ANTHROPIC ? "request-id" : "x-request-id", id);
        }
        return passed;
    }

    /** The headers of a reply that a client may see. */
    static HttpHeaders forClient(HttpHeaders headers, Dialect dialect) {
        HttpHeaders passed = AS_IT_CAME.newHeaders();
        Passing passing = dialect == Dialect.ANTHROPIC ? ANTHROPIC : OPENAI;
        Iterator<Map.Entry<CharSequence, CharSequence>> each = headers.iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = each.next();
            AsciiString name = AsciiString.of(header.getKey()).toLowerCase();
            if (passing.lets(name)) {
                passed.add(name, header.getValue());
            }
        }
        return passed;
    }

    /** {@link HeaderRules#passesToClient} for names as they come. */
    private record Passing(Set<AsciiString> names, AsciiString family) {

        static Passing to(Dialect dialect) {
            Set<AsciiString> names = new HashSet<>();
            HeaderRules.responseAllowed(dialect).forEach(name -> names.add(AsciiString.cached(name)));
            return new Passing(names, AsciiString.cached(HeaderRules.responseFamily(dialect)));
        }

        boolean lets(AsciiString lowerCaseName) {
            return names.contains(lowerCaseName) || lowerCaseName.startsWith(family);
        }
    }

    /** The label {@code result} of an attempt that ended for that reason. */
    static String result(String reason) {
        if (reason.length() == 3 && Character.isDigit(reason.charAt(0))) {
            return reason.equals("429") ? reason : reason.charAt(0) + "xx";
        }
        return switch (reason) {
            case "error_event" -> "5xx";
            case "evidence", "too_large" -> "malformed";
            default -> reason;
        };
    }
}
