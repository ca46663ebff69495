package io.bailiwick.cli;

import java.net.URI;

/** Which addresses a command asks. */
final class WebAddress {

    static final String EXPECTED =
            "(expected: http or https, a host, perhaps a port and a path; no user, query or fragment)";

    private WebAddress() {}

    static boolean isPlain(URI address) {
        return address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null
                && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    }
}
