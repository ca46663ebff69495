package io.bailiwick.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a client is: whoever spoke to the outermost proxy that is trusted. What stands further left anybody can write. */
public final class ClientAddress {

    public static final String FORWARDED_FOR = "x-forwarded-for";

    private static final int MOST_HOPS = 32;
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])");
    /**
     * Two colons or more, and not with a dot first: Java takes that for a name, and asks for it. Each colon is looked at once,
     * for anybody may write what stands here.
     */
    private static final Pattern IPV6 = Pattern.compile("(?!\\.)(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]+");

    /** The longest is an IPv6 address that ends as IPv4, in brackets and with a port. */
    private static final int MOST_LETTERS = 64;

    private ClientAddress() {}

    /** Null where the first hop that is not trusted cannot be read, and where there is none. */
    static @Nullable InetAddress of(InetAddress peer, List<String> forwardedFor, Predicate<InetAddress> trusted) {
        InetAddress client = peer;
        int hops = 0;
        for (int line = forwardedFor.size() - 1; line >= 0; line--) {
            String[] written = forwardedFor.get(line).split(",", -1);
            for (int at = written.length - 1; at >= 0; at--) {
                if (!trusted.test(client)) {
                    return client;
                }
                client = ++hops > MOST_HOPS ? null : parse(written[at].strip());
                if (client == null) {
                    return null;
                }
            }
        }
        return trusted.test(client) ? null : client; // a proxy's own address says nothing of a user
    }

    /** An address that needs no name service, with or without a port; null for anything else. */
    public static @Nullable InetAddress parse(String text) {
        if (text.length() > MOST_LETTERS) {
            return null;
        }
        String bare = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            bare = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf('.') >= 0 && text.indexOf(':') > 0) {
            bare = text.substring(0, text.indexOf(':'));
        }
        int zone = bare.indexOf('%'); // by which link whoever wrote it reaches an IPv6 address: no part of the address
        if (zone > 0 && bare.indexOf(':') >= 0) {
            bare = bare.substring(0, zone);
        }
        if (!IPV4.matcher(bare).matches() && !IPV6.matcher(bare).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }
}
