package io.bailiwick.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address to listen on; an IPv6 host is held without its brackets, port 0 asks for any free one. */
public record HostPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:([A-Za-z0-9._-]+)|\\[([0-9A-Fa-f:.]+)]):([0-9]{1,5})");

    public HostPort {
        if (host.isEmpty() || port < 0 || port > 65535) {
            throw new IllegalArgumentException("'" + host + ":" + port + "' is no address to listen on");
        }
    }

    /** Null where {@code text} is not {@code host:port}. */
    public static @Nullable HostPort parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(3)) > 65535) {
            return null;
        }
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        return new HostPort(host, Integer.parseInt(form.group(3)));
    }

    /** Whether only this machine can reach it; a name other than {@code localhost} could be anything. */
    public boolean isLoopback() {
        return host.equals("localhost") || Cidr.isLoopback(host);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
