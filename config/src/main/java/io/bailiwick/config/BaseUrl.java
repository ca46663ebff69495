package io.bailiwick.config;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The answer to "is this the address of an upstream, and of which host?". */
sealed interface BaseUrl {

    String EXPECTED = "http(s)://HOST[:PORT][/PATH] without user, query or fragment";

    <T extends @Nullable Object> T match(Function<Accepted, T> accepted, Function<String, T> refused);

    /** In one form only: host in ASCII and lower case, no default port, no trailing slash. */
    record Accepted(URI uri, String host) implements BaseUrl {

        boolean isEncrypted() {
            return "https".equals(uri.getScheme());
        }

        @Override
        public <T extends @Nullable Object> T match(Function<Accepted, T> accepted, Function<String, T> refused) {
            return accepted.apply(this);
        }
    }

    /** The reason never quotes the text, which may hold a password. */
    record Refused(String why) implements BaseUrl {
        @Override
        public <T extends @Nullable Object> T match(Function<Accepted, T> accepted, Function<String, T> refused) {
            return refused.apply(why);
        }
    }

    static BaseUrl read(String text) {
        Matcher form = Form.URL.matcher(text);
        if (!form.matches()) {
            return new Refused("no http or https url");
        }
        String authority = form.group("authority");
        if (authority.indexOf('@') >= 0) {
            return new Refused("a user in the url");
        }
        if (form.group("query") != null || form.group("fragment") != null) {
            return new Refused("a query or fragment in the url");
        }
        String path = form.group("path").replaceFirst("/+$", "");
        if (!Form.PATH.matcher(path).matches() || Form.DOTS.matcher(path).find()) {
            return new Refused("a path that is not plain");
        }
        Matcher place = Form.AUTHORITY.matcher(authority);
        if (!place.matches()) {
            return new Refused("no host and port");
        }
        String host = Form.host(place.group("host"));
        if (host == null) {
            return new Refused("a host that is no plain name or address");
        }
        String scheme = form.group("scheme").toLowerCase(Locale.ROOT);
        int port = place.group("port") == null ? -1 : Integer.parseInt(place.group("port"));
        if (port == 0 || port > 65535) {
            return new Refused("a port that does not exist");
        }
        boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        URI uri = URI.create(scheme + "://" + shown + (usual ? "" : ":" + port) + path);
        return uri.getHost() == null ? new Refused("a host that is no plain name or address") : new Accepted(uri, host);
    }

    /** What the parts of such an address look like. */
    final class Form {

        private static final Pattern URL = Pattern.compile(
                "(?i)(?<scheme>https?)://(?<authority>[^/?#\\\\]*)(?<path>[^?#]*)(?<query>\\?[^#]*)?(?<fragment>#.*)?");
        private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_.~:+@-]+)*");
        private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(?:/|$)");
        private static final Pattern AUTHORITY =
                Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::(?<port>[0-9]{1,5}))?");
        private static final Pattern NAME =
                Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*");
        private static final int LONGEST_LABEL = 63;
        private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

        private Form() {}

        /** In its one canonical form; null for what is neither a name nor an address. */
        static @Nullable String host(String written) {
            if (written.startsWith("[")) {
                String address = written.substring(1, written.length() - 1).toLowerCase(Locale.ROOT);
                return Cidr.literal(address) == null ? null : address;
            }
            String ascii = ascii(written);
            if (ascii == null) {
                return null;
            }
            String host = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            if (host.length() > 253 || !NAME.matcher(host).matches()) {
                return null;
            }
            boolean looksLikeAnAddress = NUMBER.matcher(host).matches();
            return looksLikeAnAddress && Cidr.literal(host) == null ? null : host;
        }

        /** A plain name is in ASCII as it stands, and needs none of the tables of Unicode. */
        private static @Nullable String ascii(String written) {
            try {
                boolean plain = written.length() <= LONGEST_LABEL
                        && PLAIN.matcher(written).matches();
                String ascii = plain ? written : IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES);
                return ascii.toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException noName) {
                return null;
            }
        }
    }
}
