package io.bailiwick.credentials;

import java.util.regex.Pattern;

/** Which addresses no packet leaves the machine for: loopback and link-local ones, spelled out; names are not looked up. */
final class ThisMachine {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern ADDRESS =
            Pattern.compile("127(?:\\." + OCTET + "){3}|169\\.254(?:\\." + OCTET + "){2}|\\[?::1]?|localhost");

    private ThisMachine() {}

    static boolean answersAt(String host) {
        return ADDRESS.matcher(host).matches();
    }
}
