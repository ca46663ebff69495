package io.bailiwick.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A block of addresses: {@code 10.0.0.0/8}, {@code fd00::/8}; IPv4-mapped IPv6 addresses count as IPv4. */
public final class Cidr {

    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+)(?:/([0-9]{1,3}))?");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])");

    private final byte[] network;
    private final int prefixBits;

    private Cidr(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /** Null where {@code text} is no block, or has bits beyond its prefix; a bare address is a block of one. */
    public static @Nullable Cidr parse(String text) {
        Matcher form = FORM.matcher(text);
        byte[] address = form.matches() ? literal(form.group(1)) : null;
        if (address == null) {
            return null;
        }
        int bits = form.group(2) == null ? address.length * 8 : Integer.parseInt(form.group(2));
        if (bits > address.length * 8 || !Arrays.equals(masked(address, bits), address)) {
            return null;
        }
        return new Cidr(address, bits);
    }

    /** Whether {@code address} lies in the block. */
    public boolean contains(InetAddress address) {
        byte[] bytes = unmapped(address.getAddress());
        return bytes.length == network.length && Arrays.equals(masked(bytes, prefixBits), network);
    }

    static boolean isLoopback(String literal) {
        byte[] address = literal(literal);
        try {
            return address != null && InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four or sixteen bytes are an address", impossible);
        }
    }

    /** The bytes of an address that needs no name service; null for anything else. */
    static byte @Nullable [] literal(String text) {
        if (!IPV4.matcher(text).matches()
                && !(text.indexOf(':') >= 0
                        && !text.startsWith(".")
                        && FORM.matcher(text).matches())) {
            return null;
        }
        try {
            return unmapped(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }

    private static byte[] unmapped(byte[] bytes) {
        boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
        for (int at = 0; mapped && at < 10; at++) {
            mapped = bytes[at] == 0;
        }
        return mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] masked = new byte[address.length];
        for (int at = 0; at < address.length; at++) {
            int kept = Math.max(0, Math.min(8, bits - at * 8));
            masked[at] = (byte) (address[at] & (0xff00 >> kept));
        }
        return masked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && cidr.prefixBits == prefixBits && Arrays.equals(cidr.network, network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefixBits;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + prefixBits;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four or sixteen bytes are an address", impossible);
        }
    }
}
